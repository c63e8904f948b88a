// Progressive only: every page works without this file.
(() => {
  "use strict";

  // Pages are never kept by the browser's cache, so the tags of refreshed blocks are kept here.
  const tags = new Map();
  const keyOf = (ctx) => String(ctx.request.action).split("#")[0];
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const tag = tags.get(keyOf(ctx));
    if (tag && ctx.request.method === "GET") ctx.request.headers["If-None-Match"] = tag;
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const tag = ctx.response.headers.get("ETag");
    if (tag && ctx.response.status < 300) tags.set(keyOf(ctx), tag);
  });

  // A form is sent once.
  const mark = (form, sent) => {
    form.toggleAttribute("data-sent", sent);
    for (const button of form.querySelectorAll("button[type=submit]")) {
      if (sent) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };
  const release = () => document.querySelectorAll("form[data-sent]").forEach((f) => mark(f, false));
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:finally:request", release);

  // A status that a page brings along is not read out; one that is filled in later is.
  const say = () => {
    for (const flash of document.querySelectorAll(".flash[role=status]:not([data-said])")) {
      const words = flash.textContent;
      flash.toggleAttribute("data-said", true);
      flash.style.minBlockSize = `${flash.offsetHeight}px`;
      flash.textContent = "";
      setTimeout(() => {
        flash.textContent = words;
      }, 150);
    }
  };

  const focusFirst = () => document.querySelector("[data-focus]")?.focus();
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.request.method === "POST") focusFirst();
    say();
  });

  // An upload's answer takes the place of the page; going back from there loads the page anew.
  const address = () => window.location.pathname + window.location.search;
  let shown = address();
  const show = (xhr) => {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) return window.location.reload();
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    if (xhr.responseURL !== window.location.href) history.pushState({}, "", xhr.responseURL);
    shown = address();
    window.htmx?.process(main);
    window.scrollTo(0, 0);
    if (page.querySelector("[data-focus]")) focusFirst();
    else main.focus();
    say();
  };
  window.addEventListener("popstate", () => {
    if (address() !== shown) window.location.reload();
  });

  // A box on a page lights up; who followed the link goes on in the row, not behind the page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#box-"]');
    if (link) setTimeout(() => link.focus({ preventScroll: true }));
  });

  // An empty box runs as the page.
  document.addEventListener("input", ({ target: box }) => {
    if (box.dir !== "ltr" && box.matches("textarea, [type=text]")) box.dir = box.value && "auto";
  });

  // A file that would be refused for its size is not sent first.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("input[type=file][data-most]")) return;
    const large = [...input.files].find((file) => file.size > Number(input.dataset.most));
    input.setCustomValidity(large ? `${input.dataset.tooLarge} (${large.name})` : "");
    input.reportValidity();
  });

  const upload = (form, submitter) => {
    const box = form.querySelector("[data-progress]");
    const bar = box.querySelector("progress");
    const data = new FormData(form, submitter);
    const xhr = new XMLHttpRequest();
    box.hidden = false;
    xhr.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    xhr.addEventListener("load", () => show(xhr));
    // The browser's own way says what is wrong with the line.
    xhr.addEventListener("error", () => form.submit());
    xhr.open("POST", form.action);
    xhr.send(data);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-sent")) return event.preventDefault();
    const files = form.querySelector("input[type=file]");
    if (files?.validity.customError) {
      event.preventDefault();
      return files.reportValidity();
    }
    const sends = form.hasAttribute("data-upload") && files?.files.length;
    if (sends && form.querySelector("[data-progress]")) {
      event.preventDefault();
      upload(form, event.submitter);
    }
    if (event.submitter?.formTarget !== "_blank") mark(form, true); // this page stays as it is
  });

  focusFirst();
  say();
})();
