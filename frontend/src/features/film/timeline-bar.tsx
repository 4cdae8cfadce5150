/** What is chosen on the timeline, and what can be done to it. */
import { ChevronLeft, ChevronRight, Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf, partOf, type Cut, type CutItem } from "../../shared/api/cut";
import { useDraftText } from "../../shared/drafts/use-draft";
import { Button, IconButton } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { idOf, tailOf, underOf, type Edge, type Mode, type Pictured } from "./timeline-edits";
import type { Wanted } from "./use-timeline-edits";

interface ChosenBarProps {
  cut: Cut;
  item: CutItem | undefined;
  index: number;
  edge: Edge;
  mode: Mode;
  saving: boolean;
  readout: RefObject<HTMLSpanElement | null>;
  /** Whether a shot is seen at the playhead, which may stand elsewhere than in what is chosen; and which frame of it. */
  seen: boolean;
  picture: () => Pictured | null;
  onEdge: (edge: Edge) => void;
  onMode: (mode: Mode) => void;
  onTrim: (by: number) => void;
  onEdit: (wanted: Wanted, alike?: string, onMade?: () => void) => void;
  onZoom: (by: number) => void;
  onAll: () => void;
}

const DISSOLVE = 12;
const GAP = 24;
const EDGES = ["head", "tail"] as const;
const MODES = ["ripple", "roll"] as const;

export function ChosenBar(props: ChosenBarProps) {
  const { cut, item, index, edge, mode, readout, picture, onEdge, onMode, onTrim, onEdit, onZoom, onAll } = props;
  const { t } = useTranslation("timeline");
  const [naming, setNaming] = useState<Pictured | null>(null);
  const off = !cut.can.edit.allowed || !item;
  const dissolve = item ? dissolveOf(cut, item) : 0;
  return (
    <section
      aria-label={t("chosen")}
      aria-busy={props.saving}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-panel px-3 py-1 text-body"
    >
      <span ref={readout} className="numbers min-w-44 text-form" />
      {item && <Said item={item} index={index} cut={cut} />}
      <Choice label={t("edge")} of={EDGES} now={edge} isDisabled={off} onChoose={onEdge} />
      <Choice label={t("mode")} of={MODES} now={mode} isDisabled={off} onChoose={onMode} />
      <span className="flex">
        <IconButton
          label={t("earlier")}
          command="timeline.earlier"
          icon={<ChevronLeft size={16} aria-hidden />}
          isDisabled={off}
          onPress={() => onTrim(-1)}
        />
        <IconButton
          label={t("later")}
          command="timeline.later"
          icon={<ChevronRight size={16} aria-hidden />}
          isDisabled={off}
          onPress={() => onTrim(1)}
        />
      </span>
      <Button
        size="small"
        kind="quiet"
        isDisabled={off || index === 0}
        onPress={() => item && onEdit(() => [dissolved(idOf(item), dissolve ? 0 : DISSOLVE)])}
      >
        {t(dissolve ? "cut" : "dissolve")}
      </Button>
      <Button
        size="small"
        kind="quiet"
        isDisabled={off || !item?.clip}
        onPress={() => item?.clip && onEdit(() => [inserted(item.clip.shot)])}
      >
        {t("insert")}
      </Button>
      <Button
        size="small"
        kind="quiet"
        isDisabled={!cut.can.edit.allowed || !props.seen}
        onPress={() => setNaming(picture())}
      >
        {t("mark")}
      </Button>
      <Button
        size="small"
        kind="quiet"
        isDisabled={off}
        onPress={() => item && onEdit(() => [item.gap ? resized(item.gap.id, 0) : left(item.clip.shot)])}
      >
        {t(item?.gap ? "take-away" : "leave-out")}
      </Button>
      <span className="flex-1" />
      <span className="flex">
        <IconButton
          label={t("zoom-out")}
          command="timeline.further"
          icon={<ZoomOut size={16} aria-hidden />}
          onPress={() => onZoom(-1)}
        />
        <IconButton
          label={t("zoom-in")}
          command="timeline.closer"
          icon={<ZoomIn size={16} aria-hidden />}
          onPress={() => onZoom(1)}
        />
        <IconButton
          label={t("zoom-all")}
          command="timeline.all"
          icon={<Maximize2 size={16} aria-hidden />}
          onPress={onAll}
        />
      </span>
      {naming !== null && (
        <Naming
          saving={props.saving}
          onClose={() => setNaming(null)}
          onName={(name, onMade) =>
            onEdit(
              () => [{ edit: "mark", ...naming, name }],
              "",
              () => {
                onMade();
                setNaming(null);
              },
            )
          }
        />
      )}
    </section>
  );
}

/** Frames of the dissolve that is asked for, which may be more than there are. */
const dissolveOf = (cut: Cut, item: CutItem): number =>
  cut.remarks.find(({ matter, about }) => matter === "dissolve-short" && about === idOf(item))?.wanted ??
  partOf(item).dissolve;

const dissolved = (into: string, frames: number) => ({ edit: "dissolve", into, frames }) as const;
const inserted = (behind: string) => ({ edit: "insert", behind, frames: GAP }) as const;
const resized = (gap: string, frames: number) => ({ edit: "resize", gap, frames }) as const;
const left = (shot: string) => ({ edit: "drop", shot }) as const;

function Said({ item, index, cut }: { item: CutItem; index: number; cut: Cut }) {
  const { t } = useTranslation("timeline");
  const { frames, dissolve } = partOf(item);
  const under = underOf(itemsOf(cut), index);
  return (
    <span className="flex flex-wrap gap-x-2">
      <strong className="numbers">{item.clip ? item.clip.code : t("black")}</strong>
      <span className="numbers text-muted">{frames}</span>
      {item.clip && (
        <span className="text-muted">{t("off", { head: item.clip.first ?? 0, tail: tailOf(item.clip, under) })}</span>
      )}
      {dissolve > 0 && <span className="text-muted">{t("dissolve-into", { frames: dissolve })}</span>}
    </span>
  );
}

function Choice<T extends string>({
  label,
  of,
  now,
  isDisabled,
  onChoose,
}: {
  label: string;
  of: readonly T[];
  now: T;
  isDisabled: boolean;
  onChoose: (chosen: T) => void;
}) {
  const { t } = useTranslation("timeline");
  return (
    <span role="group" aria-label={label} className="flex">
      {of.map((each) => (
        <Button
          key={each}
          size="small"
          kind={each === now ? "plain" : "quiet"}
          aria-pressed={each === now}
          isDisabled={isDisabled}
          onPress={() => onChoose(each)}
        >
          {t(each)}
        </Button>
      ))}
    </span>
  );
}

interface NamingProps {
  saving: boolean;
  onClose: () => void;
  onName: (name: string, onMade: () => void) => void;
}

function Naming({ saving, onClose, onName }: NamingProps) {
  const { t } = useTranslation("timeline");
  const [name, write, draft] = useDraftText("cut/marker");
  return (
    <form
      className="flex w-full items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && !saving) onName(name.trim(), () => draft.saved(name, null));
      }}
    >
      <Field label={t("mark-name")} value={name} onChange={write} maxLength={100} autoFocus className="w-60" />
      <Button type="submit" size="small" kind="primary" isDisabled={!name.trim() || saving}>
        {t("mark-here")}
      </Button>
      <Button size="small" kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
    </form>
  );
}
