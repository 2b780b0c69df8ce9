// Finds rows of the overview, and narrows the matrix to one caller. The page says all without it.
const rows = [...document.querySelectorAll("[data-row]")].map((row) => [row, row.textContent.toLowerCase()]);
const search = document.getElementById("search");
const caller = document.getElementById("caller");
const found = document.getElementById("found");

const apply = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [row, text] of rows) {
    const cell = caller.value ? row.querySelector(`td[data-caller="${caller.value}"]`) : undefined;
    const shown = words.every((word) => text.includes(word)) && !cell?.classList.contains("no");
    row.classList.toggle("gone", !shown);
    count += shown;
  }
  for (const cell of document.querySelectorAll("[data-caller]")) cell.classList.toggle("gone", Boolean(caller.value) && cell.dataset.caller !== caller.value);
  // What has rows, but none that is shown, would only be in the way.
  for (const part of document.querySelectorAll(".wide, #matrix tbody")) {
    const own = part.querySelectorAll("[data-row]");
    const empty = own.length > 0 && part.querySelector("[data-row]:not(.gone)") === null;
    part.classList.toggle("gone", empty);
    if (part.parentElement.id === "data" || part.parentElement.id === "shapes") {
      part.previousElementSibling?.classList.toggle("gone", empty);
      part.previousElementSibling?.previousElementSibling?.classList.toggle("gone", empty);
    }
  }
  found.textContent = words.length ? `${count} found` : "";
};

for (const hidden of document.querySelectorAll(".search, .tools")) hidden.hidden = false;
search.addEventListener("input", apply);
caller.addEventListener("change", apply);
