/** All models in a table: what each makes, its licence and memory, where it was tried, and its first picture. */
import { Link } from "@tanstack/react-router";
import { Boxes } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { bytesText } from "../../shared/ui/figures";
import { pictureAddress, type Model } from "./queries";
import { TriedOn } from "./tried-on";
import { Headings, Table } from "../../shared/ui/table";

export function ModelList({ rows }: { rows: readonly Model[] }) {
  const { t } = useTranslation("models");
  return (
    <Table least="min-w-4xl" label={t("title")}>
      <Headings>
        <th className="w-24">{t("picture")}</th>
        <th>{t("name")}</th>
        <th className="w-36">{t("task")}</th>
        <th className="w-44">{t("licence")}</th>
        <th className="w-24 text-right">{t("memory")}</th>
        <th className="w-48">{t("state")}</th>
      </Headings>
      <tbody>
        {rows.map((model) => (
          <Row key={model.id} model={model} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ model }: { model: Model }) {
  const { t } = useTranslation("models");
  const newest = model.versions[0];
  const picture = newest?.trials.flatMap(({ pictures }) => pictures)[0];
  return (
    <tr className="relative border-t border-line hover:bg-raised [&>td]:px-3 [&>td]:py-1.5 compact:[&>td]:py-0.5">
      <td>
        {picture ? (
          <img
            src={pictureAddress(model.id, picture)}
            alt={t("picture-of", { name: model.name })}
            loading="lazy"
            className="h-12 w-20 rounded-sm object-cover"
          />
        ) : (
          <span className="text-label text-muted">{t("no-picture")}</span>
        )}
      </td>
      <td>
        <Link
          to={`/models/${model.id}` as "/productions"}
          dir="auto"
          className="font-medium after:absolute after:inset-0"
        >
          {model.name}
        </Link>
      </td>
      <td className="text-muted">{t(`tasks.${model.task}`)}</td>
      <td dir="auto">{model.licence}</td>
      <td className="numbers text-right">{newest && bytesText(newest.memory)}</td>
      <td>
        {model.withdrawn === null ? (
          <TriedOn trials={newest?.trials ?? []} />
        ) : (
          <span dir="auto">
            <span aria-hidden className="text-failed">
              ✕
            </span>{" "}
            {t("withdrawn-why", { reason: model.withdrawn })}
          </span>
        )}
      </td>
    </tr>
  );
}

const STEPS = [
  { command: "make models", text: "empty.install" },
  { command: "manage.py models suggest", text: "empty.suggest" },
  { command: "manage.py add_model PATH|REPO", text: "empty.command" },
] as const;

/** What to do where there is no model yet. */
export function NoModels({ studio, onAdd }: { studio: boolean; onAdd: () => void }) {
  const { t } = useTranslation("models");
  return (
    <EmptyState
      title={t("empty.title")}
      icon={<Boxes size={32} aria-hidden />}
      action={
        studio ? (
          <>
            <ol className="flex flex-col gap-2 text-left text-form">
              {STEPS.map(({ command, text }) => (
                <li key={command}>
                  <code className="rounded-sm bg-raised px-1.5 py-0.5 font-mono">{command}</code> {t(text)}
                </li>
              ))}
            </ol>
            <Button kind="primary" onPress={onAdd}>
              {t("add")}
            </Button>
          </>
        ) : (
          <p className="text-form text-muted">{t("empty.others")}</p>
        )
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}
