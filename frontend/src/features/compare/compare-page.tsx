/** A take of a shot beside another one, a neighbouring shot or a picture: frame by frame, with what differs in their inputs. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { all, client } from "../../shared/api/client";
import { cutQuery } from "../../shared/api/cut";
import { shotQuery } from "../../shared/api/shots";
import { keys } from "../../shared/live/query-keys";
import { comparedWith, takesQuery } from "../../shared/player/takes";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { ComparePlayer } from "./compare-player";
import { choicesOf, sideOf, takeKey, type Reference } from "./sides";
import { useNamed } from "./use-named";
import "./words";

const route = getRouteApi("/in/p/$production/shots/$shot/compare");

const referencesQuery = (production: string) => ({
  queryKey: keys.references(production, { pictures: true }),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    all<Reference>((query) =>
      client.GET("/api/v1/productions/{production}/references/", { params: { path: { production }, query }, signal }),
    ),
});
const castQuery = (production: string, shot: string) => ({
  queryKey: [...keys.inputs(production, shot), "cast"],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const cast = await all((query) =>
      client.GET("/api/v1/shots/{id}/cast/", { params: { path: { id: shot }, query }, signal }),
    );
    return new Set(cast.map(({ reference }) => reference));
  },
});

const NOBODY: ReadonlySet<string> = new Set();
const NO_REFERENCES: readonly Reference[] = [];

export function ComparePage() {
  const { t } = useTranslation("compare");
  const { id } = useProduction();
  const { shot: shotId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(takesQuery(id, shotId));
  const shot = useQuery(shotQuery(id, shotId)).data?.shot;
  const cut = useQuery(cutQuery(id));
  const referred = useQuery(referencesQuery(id));
  const references = referred.data ?? NO_REFERENCES;
  const cast = useQuery(castQuery(id, shotId)).data ?? NOBODY;
  const named = useNamed();
  useBreadcrumb({ label: `${shot?.code ?? ""} · ${t("title")}` });
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView query={query} isEmpty={(takes) => takes.length === 0} empty={<Nothing shot={shotId} />}>
        {(takes) => {
          const take = takes.find((each) => each.id === search.take) ?? takes.find((each) => each.in_use) ?? takes[0];
          if (!take) return null;
          const choices = choicesOf(take, takes, cut.data, references, cast);
          const usual = comparedWith(take, takes);
          const wanted = search.with ?? (usual ? takeKey(usual.id) : choices[0]?.key);
          const beside = wanted === undefined ? null : sideOf(wanted, takes, cut.data, references);
          const chosen = choices.find(({ key }) => key === wanted);
          return (
            <ComparePlayer
              code={shot?.code ?? ""}
              take={take}
              takes={takes}
              choices={choices}
              wanted={wanted ?? null}
              beside={beside}
              pending={cut.isPending || referred.isPending}
              besideName={chosen ? named(chosen) : ""}
              search={search}
              onSearch={(part) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })}
              back={
                <Link
                  to="/p/$production/shots/$shot"
                  params={{ production: id, shot: shotId }}
                  search={{ take: take.id, ...(search.frame === undefined ? {} : { frame: search.frame }) }}
                  className="numbers font-semibold text-accent hover:underline"
                >
                  {shot?.code ?? t("to-shot")}
                </Link>
              }
            />
          );
        }}
      </QueryView>
    </>
  );
}

function Nothing({ shot }: { shot: string }) {
  const { t } = useTranslation("compare");
  const { id } = useProduction();
  return (
    <EmptyState
      title={t("nothing.title")}
      action={
        <Link
          to="/p/$production/shots/$shot"
          params={{ production: id, shot }}
          className="text-form text-accent underline"
        >
          {t("to-shot")}
        </Link>
      }
    >
      {t("nothing.text")}
    </EmptyState>
  );
}
