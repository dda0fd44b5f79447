/* A button marked data-print opens the browser's own print sheet. */
import { eachPart } from "./page.js";

eachPart("[data-print]", (button) => button.addEventListener("click", () => window.print()));
