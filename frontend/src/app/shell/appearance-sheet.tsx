/** How the page looks to whoever looks: what is chosen shows at once, and is kept. */
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { i18next } from "../../shared/i18n/setup";
import { DENSITIES, SCHEMES, setAppearance, useAppearance } from "../../shared/lib/appearance";
import { Dialog } from "../../shared/ui/dialog";
import { LABEL } from "../../shared/ui/field";
import { useOverlays } from "./overlays";
import words from "./appearance-words.json";

i18next.addResourceBundle("en", "appearance", words);

export function AppearanceSheet() {
  const { t } = useTranslation("appearance");
  const show = useOverlays((state) => state.show);
  const { scheme, density } = useAppearance();
  return (
    <Dialog title={t("shell:appearance")} open onClose={() => show(null)}>
      <div className="flex flex-col gap-4">
        <Choice name="scheme" options={SCHEMES} value={scheme} onChange={(next) => setAppearance({ scheme: next })} />
        <Choice
          name="density"
          options={DENSITIES}
          value={density}
          onChange={(next) => setAppearance({ density: next })}
        />
        <p className="text-body text-muted">{t("kept")}</p>
      </div>
    </Dialog>
  );
}

interface ChoiceProps<Value extends string> {
  name: string;
  options: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ name, options, value, onChange }: ChoiceProps<Value>) {
  const { t } = useTranslation("appearance");
  return (
    <RadioGroup
      orientation="horizontal"
      value={value}
      onChange={(next) => onChange(next as Value)}
      className="flex flex-col gap-1"
    >
      <Label className={LABEL}>{t(`${name}.title`)}</Label>
      <div className="flex flex-wrap gap-1">
        {options.map((each) => (
          <Radio
            key={each}
            value={each}
            className="flex h-8 cursor-default items-center rounded-md border border-line px-3 text-form text-muted hover:text-text data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent selected:border-accent selected:bg-raised selected:text-text"
          >
            {t(`${name}.${each}`)}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
