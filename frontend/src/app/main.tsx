/** The page starts here. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../shared/i18n/setup";
import { Providers } from "./providers";
import "./styles.css";

const page = document.querySelector("#page");
if (page) {
  createRoot(page).render(
    <StrictMode>
      <Providers />
    </StrictMode>,
  );
}
