/** With which voice each character speaks in a language; without one of its own, as in all others, with its sounds. */
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { languageName } from "../../shared/languages/naming";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Select } from "../../shared/ui/select";
import { castVoice, peopleQuery, type Person } from "./queries";

const IN_ALL = "in all languages";

export function Voices({ language, speaking }: { language: string; speaking: ReadonlySet<string> }) {
  const { t } = useTranslation("languages");
  const { id, may } = useProduction();
  const heading = useId();
  const { data } = useQuery(peopleQuery(id));
  if (!data) return null;
  const people = data.people.filter((person) => called(person).some((name) => speaking.has(name)));
  if (people.length === 0) return null;
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2 border-b border-line px-3 py-3">
      <h3 id={heading} className="text-label font-medium text-muted">
        {t("voices.title", { name: languageName(language) })}
      </h3>
      <div className="grid gap-3 [grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))]">
        {people.map((person) => (
          <OneVoice
            key={person.id}
            person={person}
            voices={data.voices}
            language={language}
            isDisabled={!may("add", data.can).allowed}
          />
        ))}
      </div>
      <p className="text-body text-muted">{t("voices.help", { name: languageName(language) })}</p>
    </section>
  );
}

const called = (person: Person): string[] => [person.name, ...person.aliases].map((name) => name.toLowerCase());

interface Props {
  person: Person;
  voices: readonly Person[];
  language: string;
  isDisabled: boolean;
}

function OneVoice({ person, voices, language, isDisabled }: Props) {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  const save = useCommand({
    call: (voice: string | null, key) => castVoice(person, language, voice, key),
    renews: [keys.of(id, "references"), keys.reference(id, person.id), keys.cut(id)],
  });
  const own = person.voices[language];
  const usual = voices.find((voice) => voice.id === person.voice);
  const offered = voices.filter((voice) => !voice.removed || voice.id === own);
  return (
    <div className="flex flex-col gap-1">
      <Select
        label={person.name}
        options={[
          { value: IN_ALL, label: usual ? t("voices.usual", { name: usual.name }) : t("voices.by-name") },
          ...offered.map((voice) => ({
            value: voice.id,
            label: voice.removed ? t("voices.removed", { name: voice.name }) : voice.name,
          })),
        ]}
        value={own ?? IN_ALL}
        isDisabled={isDisabled || save.saving}
        onChange={(chosen) => save.run(chosen === IN_ALL ? null : chosen)}
      />
      <SaveProblem problem={save.problem} onMine={save.reset} onTheirs={save.reset} />
    </div>
  );
}
