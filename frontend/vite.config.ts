/** How the page is built and served while one writes it. BACKEND names the running system (`manage.py up`). */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env.BACKEND ?? "http://127.0.0.1:8000";
const proxied = { target: backend, changeOrigin: true, headers: { origin: backend } };

export default defineConfig(({ command }) => ({
  plugins: [react(), tailwindcss()],
  // The server puts a fresh nonce here with every answer (config/pages.py); React Aria reads it for its one style.
  ...(command === "build" ? { html: { cspNonce: "__NONCE__" } } : {}),
  build: {
    target: "es2023",
    // The first that know `light-dark()`: written out for older ones, it could not turn with a part of the page.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": proxied, "/static": proxied, "/healthz": proxied, "/ws": { ...proxied, ws: true } } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/app/test-setup.ts"] },
}));
