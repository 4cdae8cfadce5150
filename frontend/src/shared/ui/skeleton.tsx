/** Grey bars where content will be, shown once loading has lasted 150 ms. */
import { useTranslation } from "react-i18next";
import { useAfter } from "../lib/use-after";

export function Skeleton({ rows = 6, className = "" }: { rows?: number; className?: string }) {
  const { t } = useTranslation();
  const shown = useAfter(true);
  return (
    <div role="status" aria-busy className={`flex flex-col gap-2 p-4 ${className}`}>
      <span className="sr-only">{t("loading")}</span>
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          <div
            key={row}
            aria-hidden
            className="h-5 rounded-sm bg-panel motion-safe:animate-pulse"
            style={{ width: `${92 - ((row * 17) % 40)}%` }}
          />
        ))}
    </div>
  );
}
