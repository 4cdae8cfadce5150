/** One reference: its look, the shots that use it, its versions. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Problem } from "../../shared/api/problem";
import { useProduction } from "../../shared/routing/use-production";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { Tabs } from "../../shared/ui/tabs";
import { FilmLooks } from "./film-looks";
import { Heading } from "./heading";
import { LookForm } from "./look-form";
import { referenceQuery, type Reference } from "./queries";
import { Sheet } from "./sheet";
import { useReferencesSearch } from "./use-references";
import { UsedBy } from "./used-by";
import { useUses } from "./use-uses";
import { Versions } from "./versions";

export function ReferenceDetail({ id, known }: { id: string; known: Reference | undefined }) {
  const { id: production, past } = useProduction();
  const query = useQuery({ ...referenceQuery(production, id), enabled: !past });
  const reference = past ? known : query.data;
  if (reference) return <Detail reference={reference} />;
  if (past) return known === undefined ? <NotThen /> : <Skeleton />;
  return query.isError ? <ProblemNotice error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton />;
}

function NotThen() {
  const { t } = useTranslation("references");
  return <ProblemNotice error={new Problem(404, "not-found", t("not-then"))} />;
}

function Detail({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { search, change } = useReferencesSearch();
  const uses = useUses(reference.id);
  return (
    <>
      <Heading reference={reference} />
      <Tabs
        label={reference.name}
        selected={search.tab ?? "look"}
        onSelect={(tab) => change({ tab: tab === "look" ? undefined : tab, look: undefined })}
        items={[
          { id: "look", label: t("tab.look"), content: <LookForm reference={reference} /> },
          { id: "film", label: t("tab.film"), content: <FilmLooks reference={reference} /> },
          { id: "pictures", label: t("tab.pictures"), content: <Sheet reference={reference} /> },
          {
            id: "shots",
            label: t("tab.shots"),
            ...(uses.data ? { count: uses.data.length } : {}),
            content: <UsedBy reference={reference} />,
          },
          { id: "versions", label: t("tab.versions"), content: <Versions reference={reference} /> },
        ]}
      />
    </>
  );
}
