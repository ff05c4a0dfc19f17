// Prints the page where it offers that.
"use strict";
addEventListener("click", (event) => { if (event.target.closest("[data-print-page]")) print(); });
