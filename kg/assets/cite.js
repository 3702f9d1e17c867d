// Copying: for the citations of a page, and for whatever else its own script wants to copy.
(function () {
  "use strict";
  // Where a page may not use the clipboard, what is selected in a field can still be copied.
  function byField(text) {
    var field = document.createElement("textarea"), kept = document.activeElement;
    field.value = text;
    field.className = "hush";
    document.body.append(field);
    field.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    field.remove();
    if (kept) kept.focus({ preventScroll: true });
    return done;
  }
  window.tifakgCopy = function (text, then) {
    if (!navigator.clipboard) { then(byField(text)); return; }
    navigator.clipboard.writeText(text).then(function () { then(true); }, function () { then(byField(text)); });
  };
  document.querySelectorAll(".copy").forEach(function (button) {
    var word = button.innerHTML;
    button.hidden = false;
    button.addEventListener("click", function () {
      window.tifakgCopy(button.parentNode.querySelector(".cited").textContent, function (done) {
        button.textContent = document.documentElement.dataset.lang === "en" ? (done ? "Copied" : "Refused") : (done ? "已复制" : "不许复制");
        window.setTimeout(function () { button.innerHTML = word; }, 1600);
      });
    });
  });
})();
