"""What every explorer is made of; it knows no lesson and no explorer."""
