/** In which language captions are burnt into the picture, of those in which the film has any; nothing where it has none. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { languageName } from "../../shared/languages/naming";
import { Select } from "../../shared/ui/select";
import { checksQuery } from "./checks-query";
import "./words";

const NONE = "none";

interface BurntChoiceProps {
  production: string;
  /** null for none. */
  value: string | null;
  onChange: (language: string | null) => void;
}

export function BurntChoice({ production, value, onChange }: BurntChoiceProps) {
  const { t } = useTranslation("film");
  const languages = useQuery(checksQuery(production)).data?.languages ?? [];
  if (languages.length === 0) return null;
  return (
    <Select
      label={t("write.burnt")}
      value={value ?? NONE}
      options={[
        { value: NONE, label: t("write.not-burnt") },
        ...languages.map((each) => ({ value: each, label: languageName(each) })),
      ]}
      onChange={(picked) => onChange(picked === NONE ? null : picked)}
    />
  );
}
