/** A line with its translation: what is typed is kept until it is saved, Enter saves it and goes to the next. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TextArea, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { classes } from "../../shared/lib/classes";
import { useCommand } from "../../shared/live/use-command";
import { useProduction, type May } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { INPUT } from "../../shared/ui/field";
import { languageName } from "../../shared/languages/naming";
import { translationsKey } from "../../shared/languages/progress";
import { writeLine, type Line } from "./queries";

const LOOK = {
  missing: { glyph: "○", text: "text-muted" },
  out_of_date: { glyph: "◐", text: "text-changes" },
  translated: { glyph: "●", text: "text-approved" },
} as const;

interface Props {
  line: Line;
  may: May;
  /** To the field behind this one. */
  onNext: (field: HTMLTextAreaElement) => void;
}

export function LineRow({ line, may, onNext }: Props) {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)_minmax(0,1fr)_7rem] items-start gap-x-4 gap-y-1 px-3 py-2 text-form max-md:grid-cols-[minmax(0,1fr)_auto]">
      <span className="flex flex-col gap-x-2 max-md:flex-row">
        <span dir="auto" className="truncate font-semibold">
          {line.character}
        </span>
        <Link
          to="/p/$production/shots/$shot"
          params={{ production: id, shot: line.shot }}
          className="numbers text-body text-accent hover:underline"
        >
          {line.code}
        </Link>
      </span>
      <span className="max-md:order-1 max-md:col-span-2">
        {line.parenthetical && <span className="text-body text-muted">({line.parenthetical}) </span>}
        <span dir="auto" className="whitespace-pre-line">
          {line.text}
        </span>
      </span>
      <div className="flex min-w-0 flex-col gap-1 max-md:order-2 max-md:col-span-2">
        {may.allowed ? <Writing line={line} onNext={onNext} /> : <Told line={line} />}
        {line.standing === "out_of_date" && (
          <p dir="auto" className="text-body text-muted">
            {t("was", { text: line.translated_from })}
          </p>
        )}
      </div>
      <span className={classes("flex items-center gap-1.5 whitespace-nowrap", LOOK[line.standing].text)}>
        <span aria-hidden>{LOOK[line.standing].glyph}</span>
        {t(`standing.${line.standing}`)}
      </span>
    </li>
  );
}

function Told({ line }: { line: Line }) {
  const { t } = useTranslation("languages");
  if (!line.translation) return <span className="text-muted">{t("placeholder")}</span>;
  return (
    <span dir="auto" lang={line.language} className="whitespace-pre-line">
      {line.translation}
    </span>
  );
}

/** The draft is one of these words: where the script says others by now, it is not put to them. */
function Writing({ line, onNext }: Omit<Props, "may">) {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  const queries = useQueryClient();
  const draft = useDraft<string, string>(`translation/${line.id}`, line.translation);
  const save = useCommand({
    call: (asked: string, key) => writeLine(queries, id, line, asked, key),
    onDone: (done, asked) => draft.saved(asked, done.translation),
    renews: [translationsKey(id)],
  });
  const now = draft.value ?? line.translation;
  const written = draft.value !== undefined;
  const holds = line.standing === "out_of_date" && !written && now !== "";
  const send = () => {
    if (written || holds) save.run(now);
  };
  return (
    <>
      <TextField
        aria-label={t("translation", {
          name: languageName(line.language),
          character: line.character,
          text: line.text,
        })}
        value={now}
        onChange={(said) => draft.write(said === line.translation ? undefined : said)}
        maxLength={10_000}
      >
        <TextArea
          dir="auto"
          lang={line.language}
          rows={1}
          placeholder={t("placeholder")}
          className={classes(INPUT, "field-sizing-content min-h-8 resize-none py-1.5")}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
            onNext(event.currentTarget);
          }}
        />
      </TextField>
      {(written || holds || save.saving) && (
        <span className="flex items-center gap-2 text-body">
          {(written || save.saving) && (
            <span className="text-muted">{save.saving ? t("common:saving") : t("unsaved")}</span>
          )}
          <Button size="small" isDisabled={save.saving} onPress={send}>
            {t(holds ? "keep" : "save")}
          </Button>
        </span>
      )}
      {written && draft.base !== line.translation && !save.saving && (
        <span className="flex flex-wrap items-center gap-2 text-body">
          <span dir="auto" className="text-changes">
            {line.translation ? t("meanwhile", { text: line.translation }) : t("meanwhile-none")}
          </span>
          <Button size="small" onPress={draft.drop}>
            {t("theirs")}
          </Button>
        </span>
      )}
      <SaveProblem
        problem={save.problem}
        onMine={() => save.run(now)}
        onTheirs={() => {
          draft.drop();
          save.reset();
        }}
      />
    </>
  );
}
