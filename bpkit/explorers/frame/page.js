// What the browser does for the explorer around this widget: keys stay inside, sliders have names.

// JupyterLab leaves alone what is typed where this mark stands on the very element that has the
// focus. Saving is no matter of the notebook's cells, and goes through.
const keepInside = ({ target, key, ctrlKey, metaKey }) => {
    const saves = (ctrlKey || metaKey) && key === "s";
    target.toggleAttribute("data-lm-suppress-shortcuts", !saves);
};

// ipywidgets gives a slider no name, and one over powers of ten the exponent for its number
const nameSliders = explorer => {
    for (const slider of explorer.querySelectorAll("[role=slider]")) {
        const dial = slider.closest(".widget-hbox");
        const told = {
            "aria-label": dial.querySelector(".widget-label").textContent,
            "aria-valuetext": dial.querySelector("input").value,
        };
        for (const [name, text] of Object.entries(told))
            if (slider.getAttribute(name) !== text) slider.setAttribute(name, text);
    }
};

const watch = (explorer, signal) => {
    explorer.tabIndex = -1; // who clicks beside the controls is inside too
    // before JupyterLab, which listens to the document
    const inside = event => explorer.contains(event.target) && keepInside(event);
    window.addEventListener("keydown", inside, { capture: true, signal });

    const observer = new MutationObserver(() => nameSliders(explorer));
    const attributeFilter = ["aria-label", "aria-valuetext"];
    observer.observe(explorer, { childList: true, subtree: true, attributeFilter });
    signal.addEventListener("abort", () => observer.disconnect());
    nameSliders(explorer);
};

// the explorer takes its parts in one after the other
const begin = (el, signal) => {
    const explorer = el.closest(".bpkit-explorer");
    if (explorer) watch(explorer, signal);
    else if (!signal.aborted) requestAnimationFrame(() => begin(el, signal));
};

export default { render: ({ el, signal }) => begin(el, signal) };
