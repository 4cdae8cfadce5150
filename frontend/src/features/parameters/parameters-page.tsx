/** Every parameter of the production, a scene or a shot: its value, where that comes from, and what holds it. */
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Checkbox, SearchField } from "../../shared/ui/field";
import { toggleInspector } from "../../shared/ui/inspector";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { LevelPicker } from "./level-picker";
import { sift, type Row } from "./levels";
import { ParameterPanel } from "./parameter-panel";
import { ParameterTable } from "./parameter-table";
import type { ParametersSearch } from "./search";
import { useChain, type Chain } from "./use-chain";

const route = getRouteApi("/in/p/$production/parameters");

export function ParametersPage() {
  const { t } = useTranslation("parameters");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const chain = useChain();
  const rows = sift(chain.rows ?? [], search.q ?? "", search.only === true);
  const change = (change: { [Name in keyof ParametersSearch]?: ParametersSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as ParametersSearch, replace: true });
  const select = (name: string) => {
    change({ parameter: name });
    toggleInspector(true);
  };
  useBreadcrumb({ label: t("title") });
  useRowKeys(rows, search.parameter, select);
  const selected = chain.rows?.find(({ here }) => here.name === search.parameter);
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label={t("title")}>
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2">
        <h1 className="sr-only">{t("title")}</h1>
        <LevelPicker
          names={chain.names}
          scene={chain.targets[1]?.id ?? null}
          shot={chain.targets[2]?.id ?? null}
          onChange={change}
        />
        <div className="flex-1" />
        <Checkbox isSelected={search.only === true} onChange={(on) => change({ only: on || undefined })}>
          {t("only")}
        </Checkbox>
        <Filter value={search.q ?? ""} onChange={(q) => change({ q: q || undefined })} />
      </header>
      <Rows chain={chain} rows={rows} selected={search.parameter} onSelect={select} />
      {selected && <ParameterPanel key={`${chain.target.id} ${selected.here.name}`} row={selected} chain={chain} />}
    </section>
  );
}

function Rows({
  chain,
  rows,
  selected,
  onSelect,
}: {
  chain: Chain;
  rows: readonly Row[];
  selected: string | undefined;
  onSelect: (name: string) => void;
}) {
  const { t } = useTranslation("parameters");
  const { query } = chain;
  if (!chain.rows)
    return query.isError ? (
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={12} />
    );
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      {query.isError && (
        <div className="p-2">
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} inline />
        </div>
      )}
      {rows.length === 0 ? (
        <p className="p-8 text-center text-form text-muted">{t("none")}</p>
      ) : (
        <ParameterTable
          rows={rows}
          names={chain.names}
          targets={chain.targets}
          selected={selected}
          onSelect={onSelect}
        />
      )}
    </div>
  );
}

function Filter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("parameters");
  const box = useRef<HTMLDivElement>(null);
  useShortcut({
    id: "parameters.search",
    label: t("search"),
    group: t("title"),
    keys: "/",
    run: () => box.current?.querySelector("input")?.focus(),
  });
  return (
    <div ref={box}>
      <SearchField label={t("search")} value={value} onChange={onChange} className="w-56" />
    </div>
  );
}

/** J and K walk the rows; the row walked to takes the focus, so that what follows on the keyboard starts there. */
function useRowKeys(rows: readonly Row[], selected: string | undefined, select: (name: string) => void): void {
  const { t } = useTranslation("parameters");
  const walked = useRef(false);
  const step = (by: number) => {
    const index = rows.findIndex(({ here }) => here.name === selected);
    const next = rows[index === -1 ? 0 : Math.min(Math.max(index + by, 0), rows.length - 1)];
    walked.current = true;
    if (next) select(next.here.name);
  };
  useEffect(() => {
    if (walked.current) document.querySelector<HTMLElement>(`[data-parameter="${selected}"]`)?.focus();
    walked.current = false;
  }, [selected]);
  useShortcut({ id: "parameters.next", label: t("next"), group: t("title"), keys: "j", run: () => step(1) });
  useShortcut({ id: "parameters.previous", label: t("previous"), group: t("title"), keys: "k", run: () => step(-1) });
}
