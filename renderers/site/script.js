// Light or dark as the reader chose last, contents unfolded where they have a column of their own, and frames of wide tables
// and pictures that the keyboard reaches. Everything works without.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function kept(value) {
    try {
      if (value) localStorage.setItem("itsmc-theme", value);
      return localStorage.getItem("itsmc-theme");
    } catch (error) {
      return value || null;
    }
  }
  function apply(theme) {
    if (theme === "dark" || theme === "light") root.setAttribute("data-theme", theme);
  }
  function isDark() {
    var theme = root.getAttribute("data-theme");
    return theme ? theme === "dark" : dark.matches;
  }
  apply(kept());
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("button.theme");
    if (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
      button.addEventListener("click", function () {
        var theme = isDark() ? "light" : "dark";
        apply(theme);
        kept(theme);
        button.setAttribute("aria-pressed", String(theme === "dark"));
      });
    }
    var contents = document.querySelector("details.contents");
    if (contents) contents.open = window.matchMedia("(min-width: 96rem)").matches;
    function reach() {
      document.querySelectorAll(".table, .picture").forEach(function (frame) {
        if (frame.scrollWidth > frame.clientWidth) {
          frame.tabIndex = 0;
          frame.setAttribute("role", "group");
          frame.setAttribute("aria-label", frame.querySelector("caption, title").textContent);
        } else frame.removeAttribute("tabindex");
      });
    }
    reach();
    window.addEventListener("resize", reach);
    document.addEventListener("toggle", reach, true);
  });
})();
