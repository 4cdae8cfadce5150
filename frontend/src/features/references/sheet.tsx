/** The character sheet as it was generated: how a reference looks now in every shot that casts it, in film order. */
import { useQuery } from "@tanstack/react-query";
import { Columns2, Images, Plus, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { CastMore } from "./cast-more";
import { SheetBeside } from "./sheet-beside";
import { SheetGrid } from "./sheet-grid";
import { PLAIN, sifted } from "./sheet-lines";
import { sheetQuery, type Appearance, type Sheet as Shown } from "./sheet-queries";
import type { Reference } from "./queries";
import { TakeOut } from "./take-out";
import { useReferencesSearch } from "./use-references";

const ALL = "all";

export function Sheet({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, past } = useProduction();
  const query = useQuery({ ...sheetQuery(id, reference.id), enabled: !past });
  if (past)
    return (
      <EmptyState title={t("sheet.now.title")} icon={<Images size={28} aria-hidden />}>
        {t("sheet.now.text")}
      </EmptyState>
    );
  return <QueryView query={query}>{(sheet) => <Pictures reference={reference} sheet={sheet} />}</QueryView>;
}

function Pictures({ reference, sheet }: { reference: Reference; sheet: Shown }) {
  const { t } = useTranslation("references");
  const { search, change } = useReferencesSearch();
  const { may } = useProduction();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<"cast" | "take out" | null>(null);
  const looks = new Map(sheet.looks.map((look) => [look.id, look.label]));
  const scenes = new Map(sheet.scenes.map((scene) => [scene.id, scene]));
  const byId = new Map(sheet.shots.map((shot) => [shot.shot, shot]));
  const lookOf = (shot: Appearance) =>
    [
      ...shot.looks.map((look) => looks.get(look) ?? ""),
      shot.version !== null && t("sheet.held", { version: shot.version }),
    ]
      .filter(Boolean)
      .join(", ") || (sheet.looks.length > 0 ? t("sheet.plain") : "");
  const headingOf = (shot: Appearance) => scenes.get(shot.scene)?.heading ?? "";
  // An address that was made for another reference, or before a look was taken away, hides nothing.
  const scene = scenes.has(search.scene ?? "") ? search.scene : undefined;
  const worn = search.worn === PLAIN || looks.has(search.worn ?? "") ? search.worn : undefined;
  const shots = sifted(sheet.shots, { scene, worn });
  const toggle = (shot: string) => {
    const next = new Set(chosen);
    if (!next.delete(shot)) next.add(shot);
    setChosen(next);
  };
  const picked = sheet.shots.filter(({ shot }) => chosen.has(shot));
  const [one, other] = (search.beside ?? "").split("~").map((shot) => byId.get(shot));
  const casts = may("cast", reference.can).allowed && !reference.removed;
  const cast = casts && (
    <Button size="small" icon={<Plus size={12} aria-hidden />} onPress={() => setAsking("cast")}>
      {t("several.open-dialog")}
    </Button>
  );
  const dialog = asking === "cast" && <CastMore reference={reference} onClose={() => setAsking(null)} />;
  if (sheet.shots.length === 0)
    return (
      <EmptyState
        title={t("sheet.empty.title", { name: reference.name })}
        icon={<Images size={28} aria-hidden />}
        action={cast}
      >
        {t("sheet.empty.text")}
        {dialog}
      </EmptyState>
    );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <Select
          label={t("sheet.scene")}
          labelHidden
          value={scene ?? ALL}
          onChange={(to) => change({ scene: to === ALL ? undefined : to })}
          options={[
            { value: ALL, label: t("sheet.all-scenes") },
            ...sheet.scenes.map((each) => ({ value: each.id, label: `${each.code} ${each.heading}` })),
          ]}
          className="w-52"
        />
        {sheet.looks.length > 0 && (
          <Select
            label={t("sheet.look")}
            labelHidden
            value={worn ?? ALL}
            onChange={(to) => change({ worn: to === ALL ? undefined : to })}
            options={[
              { value: ALL, label: t("sheet.all-looks") },
              { value: PLAIN, label: t("sheet.plain") },
              ...sheet.looks.map((each) => ({ value: each.id, label: each.label })),
            ]}
            className="w-44"
          />
        )}
        <p role="status" className="text-form text-muted">
          {counted(shots, t)}
        </p>
        <span className="flex-1" />
        {picked.length > 0 && (
          <span className="flex items-center gap-2 text-form">
            {t("sheet.chosen", { count: picked.length })}
            <IconButton
              label={t("sheet.unchoose")}
              icon={<span aria-hidden>✕</span>}
              onPress={() => setChosen(new Set())}
            />
          </span>
        )}
        {casts && picked.length > 0 && (
          <Button size="small" icon={<UserMinus size={12} aria-hidden />} onPress={() => setAsking("take out")}>
            {t("several.take-out")}
          </Button>
        )}
        {cast}
        <Button
          size="small"
          icon={<Columns2 size={12} aria-hidden />}
          isDisabled={picked.length !== 2}
          onPress={() => change({ beside: picked.map(({ shot }) => shot).join("~") })}
        >
          {t("sheet.beside")}
        </Button>
      </div>
      {dialog}
      {asking === "take out" && picked.length > 0 && (
        <TakeOut
          reference={reference}
          shots={picked.map(({ shot }) => shot)}
          onDone={() => {
            setAsking(null);
            setChosen(new Set());
          }}
          onCancel={() => setAsking(null)}
        />
      )}
      {one && other && (
        <SheetBeside
          pair={[one, other]}
          lookOf={lookOf}
          headingOf={headingOf}
          onSwap={() => change({ beside: `${other.shot}~${one.shot}` })}
          onClose={() => change({ beside: undefined })}
        />
      )}
      {shots.length === 0 ? (
        <p className="p-4 text-form text-muted">{t("sheet.none")}</p>
      ) : (
        <SheetGrid
          label={t("sheet.title", { name: reference.name })}
          shots={shots}
          scenes={sheet.scenes}
          chosen={chosen}
          lookOf={lookOf}
          onToggle={toggle}
        />
      )}
    </div>
  );
}

function counted(shots: readonly Appearance[], t: ReturnType<typeof useTranslation<"references">>["t"]): string {
  const without = shots.filter(({ lacks }) => lacks !== null).length;
  const old = shots.filter((shot) => shot.out_of_date).length;
  return [
    t("sheet.count", { count: shots.length }),
    without > 0 && t("sheet.without", { count: without }),
    old > 0 && t("sheet.old", { count: old }),
  ]
    .filter(Boolean)
    .join(" · ");
}
