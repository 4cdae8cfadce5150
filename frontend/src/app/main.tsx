/** The page starts here. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../shared/i18n/setup";
import { Providers } from "./providers";
import "./styles.css";

const RELOADED = "continuity.reloaded";

// A part of an older build is gone after an update: load the new page, once.
globalThis.addEventListener("vite:preloadError", (event) => {
  if (sessionStorage.getItem(RELOADED) === location.href) return;
  sessionStorage.setItem(RELOADED, location.href);
  event.preventDefault();
  location.reload();
});

const page = document.querySelector("#page");
if (page) {
  createRoot(page).render(
    <StrictMode>
      <Providers />
    </StrictMode>,
  );
}
