/** Two takes side by side: which inputs changed between them. */
import { useTranslation } from "react-i18next";
import { TakeDifferences } from "../../shared/inputs/take-differences";
import { Select } from "../../shared/ui/select";
import type { Take } from "../../shared/player/takes";

interface DifferencesTabProps {
  takes: readonly Take[];
  take: Take | undefined;
  against: Take | undefined;
  onAgainst: (take: string) => void;
}

export function DifferencesTab({ takes, take, against, onAgainst }: DifferencesTabProps) {
  const { t } = useTranslation("shot");
  if (!take || !against) return <p className="p-4 text-form text-muted">{t("differences.one")}</p>;
  const others = takes.filter((each) => each.id !== take.id);
  return (
    <div className="flex flex-col gap-3 p-3">
      <Select
        label={t("differences.against", { number: take.number })}
        value={against.id}
        onChange={onAgainst}
        options={others.map((each) => ({ value: each.id, label: t("takes.number", { number: each.number }) }))}
      />
      <TakeDifferences before={against} after={take} />
    </div>
  );
}
