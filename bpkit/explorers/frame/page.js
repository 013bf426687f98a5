// What the browser does for the explorer around this widget: keys stay inside, sliders have names,
// the line of words is told, the kernel hears of the pointer and the screen, and one that is gone
// is missed.

const GONE = "The kernel that answered here is gone. Run the cells from the top to bring it back.";

// JupyterLab leaves alone what is typed where this mark stands on the very element that has the
// focus. Saving is no matter of the notebook's cells, and goes through.
const keepInside = ({ target, key, ctrlKey, metaKey }) => {
    const saves = (ctrlKey || metaKey) && key === "s";
    target.toggleAttribute("data-lm-suppress-shortcuts", !saves);
};

const set = (element, attributes) => {
    for (const [name, text] of Object.entries(attributes))
        if (element && element.getAttribute(name) !== text) element.setAttribute(name, text);
};

// ipywidgets gives a slider no name, and one over powers of ten the exponent for its number
const nameSliders = explorer => {
    for (const slider of explorer.querySelectorAll("[role=slider]")) {
        const dial = slider.closest(".widget-hbox");
        set(slider, {
            "aria-label": dial.querySelector(".widget-label").textContent,
            "aria-valuetext": dial.querySelector("input").value,
        });
    }
};

// A screen reader tells of what changes in a region that was there before. Each text of the line
// of words is a new element; what holds it stays. Pictures that follow one another go untold.
const tellAtRest = explorer => {
    const region = explorer.querySelector(".bpkit-status .widget-html-content");
    const rests = explorer.querySelector(".bpkit-picture img")?.dataset.state === "resting";
    set(region, { role: "status", "aria-live": rests ? "polite" : "off" });
};

// what nobody answers any more is greyed, takes no key and no click, and says why
const end = explorer => {
    const parts = [...explorer.children];
    if (parts.some(part => part.matches(".bpkit-gone"))) return;
    for (const part of parts) part.inert = true;
    const told = document.createElement("p");
    told.className = "bpkit-gone";
    told.role = "alert";
    explorer.prepend(told);
    told.textContent = GONE;
};

// Of all moves between two answers of the kernel only the last is told; to let go is a last move.
const mailbox = model => {
    const waiting = [];
    let asked = false;
    const next = () => {
        asked = waiting.length > 0;
        if (asked) model.send(waiting.shift());
    };
    const tell = told => {
        const last = waiting.at(-1)?.pointer;
        const old = last === "drag" ? ["drag", "up"] : last === "hover" ? ["hover"] : [];
        if (old.includes(told.pointer)) waiting.pop();
        waiting.push(told);
        if (!asked) next();
    };
    return { tell, next };
};

// The picture is new after every answer; the widget that holds it stays, and keeps the pointer.
const point = (explorer, model, signal) => {
    const { tell, next } = mailbox(model);
    let held = null;
    let place = null;
    const share = v => Math.min(Math.max(v, 0), 1);
    const see = ({ clientX, clientY }, picture) => {
        const box = picture.querySelector("img").getBoundingClientRect();
        const x = (clientX - box.left) / box.width;
        place = { x: share(x), y: share(1 - (clientY - box.top) / box.height) };
    };
    const on = (name, act) =>
        explorer.addEventListener(
            name,
            event => {
                const picture = event.target.closest(".bpkit-picture");
                if (picture) act(event, picture);
            },
            { signal },
        );
    on("pointerdown", (event, picture) => {
        if (event.button !== 0 || !event.isPrimary || !event.target.matches("img")) return;
        held = event.pointerId;
        picture.setPointerCapture(held);
        see(event, picture);
        tell({ pointer: "down", ...place });
    });
    on("pointermove", (event, picture) => {
        if (held === null ? !event.target.matches("img") : event.pointerId !== held) return;
        see(event, picture);
        tell({ pointer: held === null ? "hover" : "drag", ...place });
    });
    on("lostpointercapture", event => {
        if (event.pointerId !== held) return;
        held = null;
        tell({ pointer: "up", ...place });
    });
    on("dragstart", event => event.preventDefault());
    const answered = ({ cursor }) => {
        const picture = explorer.querySelector(".bpkit-picture");
        if (picture) picture.style.cursor = cursor;
        next();
    };
    model.on("msg:custom", answered);
    signal.addEventListener("abort", () => model.off("msg:custom", answered));
};

// What the kernel cannot see: how fine the screen is, and whether its owner can bear motion.
const tellOfScreen = (model, signal) => {
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const tell = () => {
        model.set("pixel_ratio", devicePixelRatio);
        model.set("reduced_motion", still.matches);
        model.save_changes();
    };
    still.addEventListener("change", tell, { signal });
    window.addEventListener("resize", tell, { signal }); // a page that is zoomed
    tell();
};

const watch = (explorer, model, signal) => {
    explorer.tabIndex = -1; // who clicks beside the controls is inside too
    // before JupyterLab, which listens to the document
    const inside = event => explorer.contains(event.target) && keepInside(event);
    window.addEventListener("keydown", inside, { capture: true, signal });

    const tend = () => [nameSliders, tellAtRest].forEach(part => part(explorer));
    const observer = new MutationObserver(tend);
    const attributeFilter = ["aria-label", "aria-valuetext"];
    observer.observe(explorer, { childList: true, subtree: true, attributeFilter });
    signal.addEventListener("abort", () => observer.disconnect());
    tend();

    if (explorer.matches(".bpkit-pointed")) point(explorer, model, signal);
    tellOfScreen(model, signal);

    // a kernel that was restarted or killed takes its comms along, one that was shut down does not
    model.on("comm_live_update", () => end(explorer));
    const heard = (kernel, status) => status === "disconnected" && end(explorer);
    const kernel = model.widget_manager?.kernel;
    kernel?.connectionStatusChanged?.connect(heard);
    signal.addEventListener("abort", () => kernel?.connectionStatusChanged?.disconnect(heard));
};

// the explorer takes its parts in one after the other
const begin = (el, model, signal) => {
    const explorer = el.closest(".bpkit-explorer");
    if (explorer) watch(explorer, model, signal);
    else if (!signal.aborted) requestAnimationFrame(() => begin(el, model, signal));
};

export default { render: ({ el, model, signal }) => begin(el, model, signal) };
