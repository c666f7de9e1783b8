// Shows what the site makes of a color while it is typed.
const field = document.querySelector("[name=brand_color]");
const figure = document.querySelector(".brand-preview");
if (field && figure) {
  const picture = figure.querySelector("img");
  field.addEventListener("input", () => {
    const isColor = /^#[0-9a-f]{6}$/i.test(field.value.trim());
    figure.hidden = !isColor;
    if (isColor) picture.src = `${figure.dataset.address}?color=${encodeURIComponent(field.value.trim())}`;
  });
}
