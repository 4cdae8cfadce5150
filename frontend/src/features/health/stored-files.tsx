/** The stored files: why they stay, what a collection would remove, and what that saves. Nothing is removed from here. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { client, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { Button } from "../../shared/ui/button";
import { bytesText, secondsText } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { Headings, Table } from "../../shared/ui/table";

type Storage = components["schemas"]["StorageShown"];

/** Looking takes a moment, so it is done once and when somebody asks. */
const storageQuery = queryOptions({
  queryKey: keys.storage,
  queryFn: ({ signal }) => read(client.GET("/api/v1/studio/storage/", { signal })),
  staleTime: Infinity,
});

export function StoredFiles() {
  const { t } = useTranslation("health");
  const query = useQuery(storageQuery);
  return (
    <section aria-labelledby="stored-files" className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 id="stored-files" className="text-title font-semibold">
          {t("storage.title")}
        </h2>
        <Button onPress={() => void query.refetch()} isDisabled={query.isFetching}>
          {t("storage.again")}
        </Button>
      </div>
      <QueryView
        query={query}
        isEmpty={(storage) => storage.kept.length === 0 && storage.removable.files === 0 && storage.evicted === 0}
        empty={<p className="text-muted">{t("storage.none")}</p>}
      >
        {(storage) => (
          <>
            <Removable storage={storage} />
            <Kept storage={storage} />
          </>
        )}
      </QueryView>
    </section>
  );
}

function Removable({ storage: { removable, old_films, rules, evicted } }: { storage: Storage }) {
  const { t } = useTranslation("health");
  return (
    <div className="rounded-md border border-line bg-panel p-3">
      {removable.files === 0 && old_films.files === 0 && <p>{t("storage.nothing")}</p>}
      {removable.files > 0 && (
        <>
          <p className="font-semibold">
            {t("storage.would-free", { count: removable.files, size: bytesText(removable.bytes) })}
          </p>
          <p>
            {t("storage.price", {
              months: rules.months,
              keeping: `${removable.keeping.amount} ${removable.keeping.currency}`,
              making: `${removable.making.amount} ${removable.making.currency}`,
              seconds: secondsText(removable.seconds),
            })}
          </p>
        </>
      )}
      {old_films.files > 0 && (
        <p>{t("storage.old-films", { count: old_films.files, size: bytesText(old_films.bytes) })}</p>
      )}
      {(removable.files > 0 || old_films.files > 0) && (
        <p className="text-muted">{t("storage.how", { command: "manage.py collect" })}</p>
      )}
      <p className="text-muted">{t("storage.rules", rules)}</p>
      {evicted > 0 && <p className="text-muted">{t("storage.gone", { count: evicted })}</p>}
    </div>
  );
}

function Kept({ storage: { kept } }: { storage: Storage }) {
  const { t } = useTranslation("health");
  if (kept.length === 0) return null;
  return (
    <Table least="min-w-md" label={t("storage.title")}>
      <Headings>
        <th>{t("storage.why")}</th>
        <th className="w-32 text-right">{t("storage.files")}</th>
        <th className="w-32 text-right">{t("storage.size")}</th>
      </Headings>
      <tbody>
        {kept.map(({ reason, files, bytes }) => (
          <tr key={reason} className="border-t border-line [&>td]:px-3 [&>td]:py-1.5 compact:[&>td]:py-0.5">
            <td>{t(`storage.reason.${reason}`)}</td>
            <td className="numbers text-right">{files}</td>
            <td className="numbers text-right">{bytesText(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
