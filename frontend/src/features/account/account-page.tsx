/** The own account: what one is called, the password, where one is signed in, and the tokens of one's programs. */
import { useTranslation } from "react-i18next";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { NamePart } from "./name-part";
import { PasswordPart } from "./password-part";
import { SessionsPart } from "./sessions-part";
import { TokensPart } from "./tokens-part";
import "./words";

export function AccountPage() {
  const { t } = useTranslation("account");
  useBreadcrumb({ label: t("title") });
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 p-6">
      <h1 className="text-display font-semibold">{t("title")}</h1>
      <NamePart />
      <PasswordPart />
      <SessionsPart />
      <TokensPart />
    </div>
  );
}
