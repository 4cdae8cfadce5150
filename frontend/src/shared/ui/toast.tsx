/** Short notes of what was done, read out politely; problems stay until closed. They lie in the upper corner of the
 * content, the newest on top: what one decides stands at the lower edge and is never covered. Where there is little
 * height, such as at 200 % zoom, the newest lies on the top bar. */
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { classes } from "../lib/classes";
import { Button, IconButton } from "./button";

interface Toast {
  id: number;
  text: string;
  kind: "done" | "problem";
  action?: { label: string; run: () => void };
}

const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));
let last = 0;

/** Say something; done notes leave after 5 s. */
export function toast(
  text: string,
  options: { kind?: Toast["kind"]; action?: NonNullable<Toast["action"]> } = {},
): void {
  const id = ++last;
  const kind = options.kind ?? "done";
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...options, id, text, kind }] }));
  if (kind === "done") setTimeout(() => close(id), 5000);
}

function close(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
}

export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts((state) => state.toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none z-60 col-start-2 row-start-2 mt-11 mr-3 flex max-h-[30%] w-80 max-w-[calc(100%-24px)] flex-col gap-2 self-start justify-self-end overflow-hidden low:row-start-1 low:mt-0.5 low:max-h-9.5"
    >
      {toasts.toReversed().map((each) => (
        <div
          key={each.id}
          className={classes(
            "pointer-events-auto flex shrink-0 items-center gap-2 rounded-md border border-line border-l-2 bg-raised py-1 pr-1 pl-3 text-form shadow-xl shadow-black/50",
            each.kind === "problem" ? "border-l-failed" : "border-l-accent",
          )}
        >
          <span dir="auto" className="min-w-0 flex-1 py-1">
            {each.text}
          </span>
          {each.action && (
            <Button
              kind="quiet"
              size="small"
              onPress={() => {
                each.action?.run();
                close(each.id);
              }}
            >
              {each.action.label}
            </Button>
          )}
          <IconButton label={t("close")} icon={<X size={14} />} onPress={() => close(each.id)} />
        </div>
      ))}
    </div>
  );
}
