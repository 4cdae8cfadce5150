/** What the studio's devices cost: a list with days, which every plan, budget and cost is read off. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import { sessionQuery } from "../../shared/api/session";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button, IconButton } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { ALWAYS, draftOf, isSame, isWhole, wrongWith, type PriceDraft, type PriceList, type Rate } from "./price-draft";

const pricesQuery = queryOptions({
  queryKey: keys.prices,
  queryFn: ({ signal }) => read(client.GET("/api/v1/studio/prices/", { signal })),
});

export function PricesPage() {
  const { t } = useTranslation("prices");
  const query = useQuery(pricesQuery);
  useBreadcrumb({ label: t("title") });
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 p-6">
      <h1 className="text-display font-semibold">{t("title")}</h1>
      <p className="text-form text-muted">{t("help")}</p>
      <QueryView query={query}>{(list) => <Form list={list} />}</QueryView>
    </div>
  );
}

function Form({ list }: { list: PriceList }) {
  const { t } = useTranslation("prices");
  const studio = useQuery(sessionQuery).data?.person?.studio ?? false;
  const draft = useDraft<PriceDraft, PriceDraft>("prices", draftOf(list));
  const now = draft.value ?? draftOf(list);
  const change = (part: Partial<PriceDraft>) => {
    const next = { ...now, ...part };
    draft.write(isSame(next, list) ? undefined : next);
  };
  const save = useCommand({
    call: (asked: PriceDraft, key) =>
      read(
        client.PUT("/api/v1/studio/prices/", {
          body: { ...asked, version: null },
          headers: { ...ifMatch(list.version), ...idempotent(key) },
        }),
      ),
    renews: [keys.prices],
    onDone: (done, asked) => {
      toast(t("saved"));
      draft.saved(asked, draftOf(done));
    },
  });
  const send = () => save.run(now);
  const row = (at: number, part: Partial<Rate>) =>
    change({ rates: now.rates.map((rate, index) => (index === at ? { ...rate, ...part } : rate)) });
  const add = (device: string) =>
    change({
      rates: [...now.rates, { device_class: device, since: new Date().toISOString().slice(0, 10), hourly: "0" }],
    });
  return (
    <form
      className={`${PANEL} flex flex-col gap-4 p-4`}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.value && isWhole(now)) send();
      }}
    >
      <DraftNotice draft={draft} base={draftOf(list)} />
      <Field
        label={t("currency")}
        value={now.currency}
        onChange={(currency) => change({ currency: currency.toUpperCase() })}
        error={/^[A-Z]{3}$/.test(now.currency) ? null : t("wrong.currency")}
        isReadOnly={!studio}
        className="w-40"
      />
      {list.unpriced.length > 0 && (
        <p className="text-form">
          {t("unpriced", { devices: list.unpriced.join(", "), count: list.unpriced.length })}{" "}
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {now.rates.map((rate, index) => (
          <Row
            key={index}
            rate={rate}
            currency={now.currency}
            wrong={wrongWith(rate, now.rates)}
            readOnly={!studio}
            onChange={(part) => row(index, part)}
            onRemove={() => change({ rates: now.rates.filter((_, other) => other !== index) })}
          />
        ))}
      </ul>
      <SaveProblem problem={save.problem} onMine={send} onTheirs={draft.drop} />
      {studio && (
        <div className="flex gap-2">
          <Button type="submit" kind="primary" isPending={save.saving} isDisabled={!draft.value || !isWhole(now)}>
            {t("save")}
          </Button>
          <Button icon={<Plus size={14} aria-hidden />} onPress={() => add(list.unpriced[0] ?? "cpu")}>
            {t("add")}
          </Button>
        </div>
      )}
    </form>
  );
}

interface RowProps {
  rate: Rate;
  currency: string;
  wrong: ReturnType<typeof wrongWith>;
  readOnly: boolean;
  onChange: (part: Partial<Rate>) => void;
  onRemove: () => void;
}

function Row({ rate, currency, wrong, readOnly, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("prices");
  const error = (of: RowProps["wrong"]) => (wrong === of ? t(`wrong.${of}`) : null);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_10rem_10rem_2rem] items-start gap-2">
      <Field
        label={t("device")}
        value={rate.device_class}
        onChange={(device_class) => onChange({ device_class })}
        error={error("device") ?? error("twice")}
        isReadOnly={readOnly}
      />
      <Field
        label={t("since")}
        type="date"
        value={rate.since}
        onChange={(since) => onChange({ since })}
        help={rate.since === ALWAYS ? t("always") : undefined}
        error={error("since")}
        isReadOnly={readOnly}
      />
      <Field
        label={t("hourly", { currency })}
        value={rate.hourly}
        onChange={(hourly) => onChange({ hourly })}
        error={error("hourly")}
        inputMode="decimal"
        isReadOnly={readOnly}
      />
      {!readOnly && (
        <span className="pt-5">
          <IconButton
            label={t("remove", { device: rate.device_class, since: rate.since })}
            icon={<Trash2 size={14} aria-hidden />}
            onPress={onRemove}
          />
        </span>
      )}
    </li>
  );
}
