/** In which language the film is heard, where it was made in several. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Select } from "../ui/select";
import { languageName } from "./naming";
import { progressQuery } from "./progress";
import "./words";

interface Props {
  production: string;
  /** null: as the takes in use are. */
  value: string | null;
  onChange: (language: string | null) => void;
  labelHidden?: boolean;
  className?: string;
}

const OWN = "own";

/** Nothing where there is no choice. */
export function LanguageChoice({ production, value, onChange, ...look }: Props) {
  const { t } = useTranslation("spoken");
  const { data } = useQuery(progressQuery(production));
  const made = data?.results.filter(({ shots }) => shots > 0) ?? [];
  if (made.length < 2 && value === null) return null;
  const tags = [...new Set([...made.map(({ language }) => language), ...(value === null ? [] : [value])])];
  return (
    <Select
      label={t("heard")}
      value={value ?? OWN}
      options={[{ value: OWN, label: t("own") }, ...tags.map((tag) => ({ value: tag, label: languageName(tag) }))]}
      onChange={(chosen) => onChange(chosen === OWN ? null : chosen)}
      {...look}
    />
  );
}
