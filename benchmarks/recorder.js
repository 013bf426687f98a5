// Remembers when a key or the mouse was last used, and when each new picture of an explorer was painted.
() => {
    const seen = new WeakSet();
    const moments = (window.moments = { asked: 0, painted: [] });
    for (const kind of ["keydown", "click", "pointerup"])
        document.addEventListener(kind, event => (moments.asked = event.timeStamp), true);

    // a message that is sent in an animation frame arrives after the frame was painted
    const afterPaint = act =>
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = act;
            channel.port2.postMessage(0);
        });
    const remember = image => {
        seen.add(image);
        const { state } = image.dataset;
        const note = () => moments.painted.push({ at: performance.now(), state });
        image.decode().then(() => afterPaint(note));
    };
    new MutationObserver(() => {
        for (const image of document.querySelectorAll(".bpkit-picture img")) if (!seen.has(image)) remember(image);
    }).observe(document.body, { childList: true, subtree: true });

    // resolves when a picture after the first n rests and none has followed for that long
    moments.rest = (n, quiet) =>
        new Promise((done, fail) => {
            setTimeout(() => fail(new Error("no picture has come to rest in 20 seconds")), 20000);
            const look = () => {
                const last = moments.painted.at(-1);
                const rests = moments.painted.length > n && last.state === "resting";
                if (rests && performance.now() - Math.max(last.at, moments.asked) > quiet)
                    done(moments.painted.slice(n).map(({ at }) => at - moments.asked));
                else setTimeout(look, 20);
            };
            look();
        });
};
