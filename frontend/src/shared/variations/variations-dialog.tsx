/** Asking for variations: seeds and up to two parameters with values, how many takes that makes, and what it costs. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Grid2x2 } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Money, Seconds } from "../ui/figures";
import { ProblemNotice } from "../ui/problem-notice";
import { QueryView } from "../ui/query-view";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { AxisFields } from "./axis-fields";
import { askedOf, MOST, MOST_SEEDS, NO_AXIS, sizeOf, type Asked } from "./grid";
import { gridQuoteQuery, usePlaceGrid, varyingQuery } from "./queries";
import "./words";

export function VariationsDialog({ shots, onClose }: { shots: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation("variations");
  const { id } = useProduction();
  const navigate = useNavigate();
  const [seeds, setSeeds] = useState("4");
  const [first, setFirst] = useState(NO_AXIS);
  const [second, setSecond] = useState(NO_AXIS);
  const parameters = useQuery(varyingQuery(id, shots[0] ?? ""));
  const asked = useMemo(() => askedOf(Number(seeds), [first, second]), [seeds, first, second]);
  const size = sizeOf(asked, shots.length);
  const possible = size > shots.length && size <= MOST;
  const later = useDeferredValue(asked);
  const quote = useQuery({ ...gridQuoteQuery(id, shots, later), enabled: possible });
  const place = usePlaceGrid(id, (order) => {
    toast(t(order.state === "held" ? "placed-held" : "placed"));
    onClose();
    void navigate({ to: `/p/${id}/variations/${order.id}` as "/productions" });
  });
  const refused = quote.isError || quote.data?.over?.held === false;
  return (
    <Dialog
      title={t("title", { count: shots.length })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            isDisabled={!possible || refused || place.saving || quote.isPending}
            onPress={() => place.run({ shots, grid: asked })}
            icon={<Grid2x2 size={14} aria-hidden />}
          >
            {t("place", { count: size })}
          </Button>
        </>
      }
    >
      <QueryView query={parameters}>
        {(page) => {
          const varying = page.results.filter(({ levels, unused }) => levels.includes("shot") && !unused);
          return (
            <div className="flex flex-col gap-4">
              {place.problem && <ProblemNotice error={place.problem} inline />}
              <Select
                label={t("seeds")}
                options={Array.from({ length: MOST_SEEDS }, (_, at) => ({ value: `${at + 1}`, label: `${at + 1}` }))}
                value={seeds}
                onChange={setSeeds}
                className="w-32"
              />
              <div className="flex flex-wrap gap-6">
                <AxisFields label={t("first")} parameters={varying} draft={first} onChange={setFirst} />
                <AxisFields
                  label={t("second")}
                  parameters={varying.filter(({ name }) => name !== first.parameter?.name)}
                  draft={second}
                  onChange={setSecond}
                />
              </div>
              <Sum asked={asked} shots={shots.length} size={size} />
              {possible && quote.error && <ProblemNotice error={quote.error} inline />}
              {possible && quote.data && (
                <div className="flex flex-col gap-1 text-form" role={quote.data.over ? "alert" : undefined}>
                  {quote.data.seconds !== null && (
                    <p>
                      {t("seconds")} <Seconds value={quote.data.seconds} />
                      {quote.data.most && Number(quote.data.most.amount) > 0 && (
                        <>
                          {" · "}
                          <Money value={quote.data.most} />
                        </>
                      )}
                    </p>
                  )}
                  {quote.data.over && <p className="border-l-2 border-l-failed pl-2">{quote.data.over.reason}</p>}
                </div>
              )}
              <p className="text-body text-muted">{t("kept")}</p>
            </div>
          );
        }}
      </QueryView>
    </Dialog>
  );
}

/** "2 shots × 4 seeds × 3 values = 24 takes", and whether that can be. */
function Sum({ asked, shots, size }: { asked: Asked; shots: number; size: number }) {
  const { t } = useTranslation("variations");
  const parts = [
    shots > 1 && t("shots-count", { count: shots }),
    t("seeds-count", { count: asked.seeds }),
    ...asked.axes.map(({ values }) => t("values-count", { count: values.length })),
  ].filter(Boolean);
  return (
    <p role="status" className="border-t border-line pt-3 text-form font-medium">
      {t("cells", { count: size, sum: parts.join(" × ") })}
      {size > MOST && <span className="block font-normal">✕ {t("too-many", { most: MOST })}</span>}
      {size <= shots && <span className="block font-normal text-muted">{t("too-few")}</span>}
    </p>
  );
}
