/*
 * An address that is to be cited gets a button that copies it whole, with the host. Without
 * script it stands in a field and can be copied from there.
 */
import { say } from "./page.js";

function offer(input) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = input.dataset.label;
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(new URL(input.value, location.href).href);
            say(input.dataset.done);
        } catch {
            input.select(); /* no clipboard here: at least it is marked */
        }
    });
    input.closest("label").after(button);
    input.addEventListener("focus", () => input.select());
}

export default function (main) {
    for (const input of main.querySelectorAll("input[data-copy]")) offer(input);
}
