/** The references by kind, sifted by text and kind, each with its picture or its colours. */
import type { UseQueryResult } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { LockKeyhole, Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { Checkbox, SearchField } from "../../shared/ui/field";
import { IconButton } from "../../shared/ui/button";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { KINDS, type Kind } from "./kinds";
import type { Reference } from "./queries";
import { useReferencesSearch } from "./use-references";
import type { ReferencesSearch } from "./search";
import { Thumbnail } from "./thumbnail";

const route = getRouteApi("/in/p/$production/references/{-$reference}");

/** Those of the kind whose name, description or attributes hold the text, by kind. */
export function sifted(references: readonly Reference[], { kind, q = "" }: ReferencesSearch): Reference[] {
  const wanted = q.trim().toLowerCase();
  const holds = (each: Reference) =>
    `${each.name} ${each.description} ${Object.values(each.attributes).join(" ")}`.toLowerCase().includes(wanted);
  return references
    .filter((each) => (!kind || each.kind === kind) && holds(each))
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

interface ReferenceListProps {
  query: UseQueryResult<Reference[], unknown>;
  rows: readonly Reference[];
  selected: string | undefined;
  onAdd: () => void;
}

export function ReferenceList({ query, rows, selected, onAdd }: ReferenceListProps) {
  const { t } = useTranslation("references");
  const { past } = useProduction();
  const { search, change } = useReferencesSearch();
  return (
    <div
      className={classes(
        "flex w-72 shrink-0 flex-col border-r border-line bg-panel max-md:w-full",
        selected && "max-md:hidden",
      )}
    >
      <Sieve onAdd={onAdd} />
      <div className="min-h-0 flex-1 overflow-auto pb-2">
        <QueryView query={query}>
          {(all) =>
            rows.length === 0 ? (
              <p className="p-4 text-form text-muted">{t(all.length === 0 ? "empty.title" : "none")}</p>
            ) : (
              KINDS.map((kind) => (
                <Group key={kind} kind={kind} rows={rows.filter((each) => each.kind === kind)} selected={selected} />
              ))
            )
          }
        </QueryView>
      </div>
      {!past && (
        <footer className="border-t border-line px-3 py-1.5">
          <Checkbox isSelected={search.removed === true} onChange={(on) => change({ removed: on || undefined })}>
            {t("show-removed")}
          </Checkbox>
        </footer>
      )}
    </div>
  );
}

function Sieve({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation("references");
  const { may } = useProduction();
  const { search, change } = useReferencesSearch();
  const box = useRef<HTMLDivElement>(null);
  const allowed = may("add_reference");
  useShortcut({
    id: "references.search",
    label: t("search"),
    group: t("title"),
    keys: "/",
    run: () => box.current?.querySelector("input")?.focus(),
  });
  return (
    <div ref={box} className="flex flex-col gap-2 border-b border-line p-2">
      <div className="flex items-center gap-1">
        <SearchField
          label={t("search")}
          value={search.q ?? ""}
          onChange={(q) => change({ q: q || undefined })}
          className="flex-1"
        />
        <IconButton
          label={allowed.allowed ? t("add.title") : (allowed.reason ?? t("add.title"))}
          command="references.add"
          icon={<Plus size={16} aria-hidden />}
          isDisabled={!allowed.allowed}
          onPress={onAdd}
        />
      </div>
      <Select
        label={t("kind.label")}
        labelHidden
        options={[
          { value: "all", label: t("kind.all") },
          ...KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        ]}
        value={search.kind ?? "all"}
        onChange={(kind) => change({ kind: kind === "all" ? undefined : (kind as Kind) })}
      />
    </div>
  );
}

function Group({ kind, rows, selected }: { kind: Kind; rows: readonly Reference[]; selected: string | undefined }) {
  const { t } = useTranslation("references");
  if (rows.length === 0) return null;
  return (
    <section aria-label={t(`kinds.${kind}`)}>
      <h2 className="flex justify-between px-3 pt-3 pb-1 text-label font-medium text-muted">
        {t(`kinds.${kind}`)} <span className="numbers">{rows.length}</span>
      </h2>
      <ul>
        {rows.map((each) => (
          <Item key={each.id} reference={each} selected={each.id === selected} />
        ))}
      </ul>
    </section>
  );
}

function Item({ reference, selected }: { reference: Reference; selected: boolean }) {
  const { t } = useTranslation("references");
  const { production } = route.useParams();
  return (
    <li>
      <Link
        to={`/p/${production}/references/${reference.id}` as "/productions"}
        search={((search: object) => search) as never}
        aria-current={selected ? "true" : undefined}
        className={classes(
          "flex items-center gap-2.5 px-3 py-1.5 compact:py-0.5 text-form -outline-offset-2 hover:bg-raised",
          selected && "bg-raised shadow-[inset_2px_0_0_var(--color-accent)]",
        )}
      >
        <Thumbnail reference={reference} />
        <span dir="auto" className={classes("min-w-0 flex-1 truncate", reference.removed && "text-muted line-through")}>
          {reference.name}
        </span>
        {reference.removed && <span className="text-label text-muted">{t("removed")}</span>}
        {reference.locked_version !== null && (
          <LockKeyhole size={13} aria-label={t("locked")} className="shrink-0 text-muted" />
        )}
      </Link>
    </li>
  );
}
