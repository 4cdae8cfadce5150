/** The language that the script is read in: found out from its words, or set. */
import { useTranslation } from "react-i18next";
import { Select } from "../../shared/ui/select";
import type { Desk } from "./use-desk";
import { LANGUAGES } from "./words";

export function LanguageChoice({ desk, read }: { desk: Desk; read: string }) {
  const { t } = useTranslation("script");
  return (
    <Select
      label={t("proposal.language")}
      labelHidden
      options={LANGUAGES.map(({ code, name }) => ({ value: code, label: t("proposal.read-as", { name }) }))}
      value={desk.decisions.language ?? read}
      isDisabled={!desk.allowed}
      onChange={(code) => desk.decisions.setLanguage(code === read && desk.decisions.language === null ? null : code)}
      className="w-44"
    />
  );
}
