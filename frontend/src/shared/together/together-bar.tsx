/** Who looks along and who leads, and how to take over; before that, the button to begin. */
import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ToggleButton } from "react-aria-components";
import { PenTools, usePen } from "../notes/pen";
import { Button } from "../ui/button";
import type { Together } from "./use-together";
import "./words";

interface TogetherBarProps {
  together: Together;
  /** Guests follow and never lead. */
  mayLead: boolean;
}

export function TogetherBar({ together, mayLead }: TogetherBarProps) {
  const { t } = useTranslation("together");
  const drawing = usePen(({ on }) => on);
  const { on, told, full, leading, way } = together;
  if (!on)
    return (
      <Button size="small" icon={<Users size={14} aria-hidden />} onPress={together.join}>
        {t("start")}
      </Button>
    );
  const others = (told?.people ?? []).filter(({ id }) => id !== told?.you);
  const leader = told?.people.find(({ id }) => id === told.leader);
  const names = others.map(({ name, guest }) => (guest ? t("guest", { name }) : name)).join(", ");
  return (
    <section
      aria-label={t("bar")}
      className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-raised px-3 py-1 text-body"
    >
      <p role="status" className="min-w-0">
        <strong>{leading ? t("you-lead") : leader ? t("leads", { name: leader.name }) : t("nobody")}</strong>{" "}
        <span className="text-muted">
          {full
            ? t("full")
            : told === null
              ? t("waiting")
              : others.length > 0
                ? t("with", { names, count: others.length })
                : t("alone")}
        </span>
      </p>
      {way !== null && (
        <span className="numbers text-muted" title={t("way-help")}>
          {t("way", { ms: way })}
        </span>
      )}
      <span className="flex-1" />
      {leading && (
        <>
          <ToggleButton
            isSelected={drawing}
            onChange={(chosen) => usePen.setState({ on: chosen })}
            className="inline-flex h-6 cursor-default items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-body hover:border-strong selected:border-accent selected:text-accent"
          >
            {t("draw")}
          </ToggleButton>
          {drawing && <PenTools shapes={together.drawing} onChange={together.draw} />}
          {together.drawing.length > 0 && (
            <Button size="small" kind="quiet" onPress={() => together.draw([])}>
              {t("wipe")}
            </Button>
          )}
        </>
      )}
      {mayLead && !leading && (
        <Button size="small" isDisabled={told === null} onPress={together.lead}>
          {t("lead")}
        </Button>
      )}
      <Button
        size="small"
        kind="quiet"
        onPress={() => {
          usePen.setState({ on: false });
          together.leave();
        }}
      >
        {t("leave")}
      </Button>
    </section>
  );
}
