// Code in the largest letters in which it fits the screen; height.py judges by the same rule.
for (const pre of document.querySelectorAll(".reveal pre")) {
  const lines = pre.textContent.trimEnd().split("\n");
  const longest = Math.max(1, ...lines.map((line) => line.length));
  const fitting = Math.min(982 / (0.6025 * longest), 650 / (1.3 * lines.length));
  pre.style.fontSize = `${Math.min(26.67, Math.max(16, fitting))}px`;
}

// a formula that is not on the page yet has no width, so the slides wait for the last of them
MathJax.startup.promise.then(() =>
  Reveal.initialize({
    plugins: [RevealNotes],
    width: 1024,
    height: 768,
    margin: 0,
    center: false,
    controls: false,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
  })
);
