/** Above the board: filter text with its chips, view, size of pictures, grouping, and waiting updates. */
import { Grid3x3, Image, ListFilter, Play, Rows3, X } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { useStaying } from "../../shared/routing/use-staying";
import { Button, IconButton } from "../../shared/ui/button";
import { SearchField } from "../../shared/ui/field";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { BoardFiles } from "./board-files";
import { ColumnsButton } from "./columns-button";
import { partsOf, without, type Part } from "./filter";
import { OrderMenu } from "./order-menu";
import type { BoardSearch, Size } from "./search";
import { ShotMenu } from "./shot-menu";
import type { ShotActs } from "./use-shot-acts";

const READY_MADE = [
  "state:empty",
  "state:failed",
  "state:running",
  "state:in-review",
  "state:changes-requested",
  "state:approved",
  "stale:yes",
  "changed:yes",
  "locked:yes",
  "assignee:me",
  "assignee:nobody",
  "due:late",
] as const;

export interface ToolbarProps {
  search: BoardSearch;
  change: (change: BoardSearch) => void;
  shown: number;
  total: number;
  waiting: number;
  onTake: () => void;
  /** Asks for all that is not up to date. */
  onStale: () => void;
  acts: ShotActs;
}

export function Toolbar({ search, change, shown, total, waiting, onTake, onStale, acts }: ToolbarProps) {
  const { t } = useTranslation("board");
  const { allowed, reason } = useProduction().may("generate");
  const { view = "grid", size = 2, q = "" } = search;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
      <Filter text={q} onChange={(text) => change({ q: text })} />
      <Menu placement="bottom start" trigger={<IconButton label={t("filters")} icon={<ListFilter size={16} />} />}>
        {READY_MADE.map((part) => (
          <MenuItem
            key={part}
            label={`${t([`ready-made.${part.replace(":", "-")}`, `board-fields:ready-made.${part.replace(":", "-")}`])}`}
            onAction={() =>
              change({
                q: [
                  ...partsOf(q)
                    .map((each) => each.text)
                    .filter((each) => each !== part),
                  part,
                ].join(" "),
              })
            }
          />
        ))}
      </Menu>
      {partsOf(q)
        .filter((part) => part.field !== null)
        .map((part) => (
          <Chip key={part.text} part={part} onRemove={() => change({ q: without(q, part) })} />
        ))}
      <span className="numbers text-label text-muted" role="status">
        {shown === total ? t("shots", { count: total }) : t("of", { shown, count: total })}
      </span>
      <span className="flex-1" />
      {waiting > 0 && (
        <Button size="small" kind="primary" onPress={onTake}>
          {t("updates", { count: waiting })}
        </Button>
      )}
      <IconButton
        label={allowed ? t("generate-stale") : (reason ?? t("generate-stale"))}
        icon={<Play size={14} />}
        command="board.stale"
        isDisabled={!allowed}
        onPress={onStale}
      />
      <ShotMenu acts={acts} />
      <BoardFiles />
      <Button
        size="small"
        kind="quiet"
        aria-pressed={search.group !== "no"}
        onPress={() => change({ group: search.group === "no" ? undefined : "no" } as BoardSearch)}
        className={search.group === "no" ? "" : "!text-text"}
      >
        {t("by-scene")}
      </Button>
      <OrderMenu search={search} change={change} />
      {view === "grid" && <ColumnsButton />}
      <Sizes size={size} onChange={(next) => change({ size: next })} />
      <div role="group" aria-label={t("view")} className="flex rounded-md border border-line">
        <Choice
          on={view === "grid"}
          label={t("view-grid")}
          icon={<Rows3 size={14} />}
          onPress={() => change({ view: "grid" })}
        />
        <Choice
          on={view === "wall"}
          label={t("view-wall")}
          icon={<Grid3x3 size={14} />}
          onPress={() => change({ view: "wall" })}
        />
      </div>
    </div>
  );
}

/** The text follows the keys at once, the address a moment later. */
function Filter({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("board");
  const [typed, setTyped] = useState({ text, from: text });
  if (typed.from !== text) setTyped({ text, from: text });
  const staying = useStaying();
  const box = useRef<HTMLDivElement>(null);
  useShortcut({
    id: "board.filter",
    label: t("filter"),
    group: t("title"),
    keys: "/",
    run: () => box.current?.querySelector("input")?.focus(),
  });
  useEffect(() => {
    if (typed.text === typed.from) return;
    const timer = setTimeout(() => staying() && onChange(typed.text), 150);
    return () => clearTimeout(timer);
  }, [typed, onChange, staying]);
  return (
    <div ref={box}>
      <SearchField
        label={t("filter-hint")}
        value={typed.text}
        onChange={(next) => setTyped((old) => ({ ...old, text: next }))}
        className="w-72 max-[1100px]:w-52"
      />
    </div>
  );
}

function Chip({ part, onRemove }: { part: Part; onRemove: () => void }) {
  const { t } = useTranslation("board");
  return (
    <span className="flex h-6 items-center gap-1 rounded-full border border-line bg-raised pl-2 text-body">
      <span className="text-muted">
        {t(part.not ? "chip-not" : "chip", { field: t([`field.${part.field}`, `board-fields:filter.${part.field}`]) })}
      </span>
      {part.value}
      <button
        type="button"
        onClick={onRemove}
        aria-label={t("chip-remove", { part: part.text })}
        className="flex size-6 items-center justify-center rounded-full text-muted hover:text-text"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}

const SIZES: readonly Size[] = [1, 2, 3];

function Sizes({ size, onChange }: { size: Size; onChange: (size: Size) => void }) {
  const { t } = useTranslation("board");
  useShortcut({ id: "board.size-1", label: t("size.1"), group: t("title"), keys: "1", run: () => onChange(1) });
  useShortcut({ id: "board.size-2", label: t("size.2"), group: t("title"), keys: "2", run: () => onChange(2) });
  useShortcut({ id: "board.size-3", label: t("size.3"), group: t("title"), keys: "3", run: () => onChange(3) });
  return (
    <div role="group" aria-label={t("size.title")} className="flex rounded-md border border-line">
      {SIZES.map((each) => (
        <Choice
          key={each}
          on={size === each}
          label={t(`size.${each}`)}
          command={`board.size-${each}`}
          icon={<Image size={8 + each * 3} />}
          onPress={() => onChange(each)}
        />
      ))}
    </div>
  );
}

function Choice({
  on,
  label,
  icon,
  onPress,
  command = "",
}: {
  on: boolean;
  label: string;
  icon: ReactNode;
  onPress: () => void;
  command?: string;
}) {
  return (
    <IconButton
      label={label}
      icon={icon}
      command={command}
      onPress={onPress}
      aria-pressed={on}
      className={classes("!size-6", on && "!bg-raised !text-text")}
    />
  );
}
