/* Two texts: a passage that stands in both lights up in both. */
export default function compare(main) {
    const light = (name, on) => {
        for (const mark of main.querySelectorAll("mark[data-c]")) {
            if (mark.dataset.c.split(" ").includes(name)) mark.classList.toggle("on", on);
        }
    };
    const nameOf = (event) => event.target.closest?.("mark[data-c]")?.dataset.c.split(" ").at(-1);
    for (const [begins, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
        main.addEventListener(begins, (event) => { const name = nameOf(event); if (name) light(name, true); });
        main.addEventListener(ends, (event) => { const name = nameOf(event); if (name) light(name, false); });
    }
    main.addEventListener("click", (event) => {
        const mark = event.target.closest("mark[data-c]");
        if (!mark?.id || !getSelection().isCollapsed) return;
        const other = mark.id.startsWith("x-") ? mark.id.replace("x-", "y-") : mark.id.replace("y-", "x-");
        document.getElementById(other)?.scrollIntoView({ block: "center" });
    });
}
