/** Asking for variations: seeds and up to two parameters with values, how many takes that makes, and what it costs. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Grid2x2 } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { parametersQuery } from "../api/parameters";
import { DraftNotice } from "../drafts/draft-notice";
import { useDraftFields } from "../drafts/use-draft";
import { quoteQuery } from "../ordering/queries";
import { isRefused, QuoteNote } from "../ordering/quote-note";
import { usePlaceOrder } from "../ordering/use-place-order";
import { modelsQuery } from "../parameters/models";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ProblemNotice } from "../ui/problem-notice";
import { QueryView } from "../ui/query-view";
import { Select } from "../ui/select";
import { AxisFields } from "./axis-fields";
import {
  asKnown,
  askedOf,
  canVary,
  MOST,
  MOST_SEEDS,
  NO_AXIS,
  secondBeside,
  sizeOf,
  type Asked,
  type AxisDraft,
} from "./grid";
import "./words";

const USUAL = { seeds: "4", first: NO_AXIS, second: NO_AXIS };

export function VariationsDialog({ shots, onClose }: { shots: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation("variations");
  const { id } = useProduction();
  const navigate = useNavigate();
  const { said, write, draft } = useDraftFields("variations", USUAL);
  const { seeds } = said;
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const parameters = useQuery(parametersQuery(id, { level: "shot", id: shots[0] ?? "" }));
  const varying = useMemo(() => parameters.data?.results.filter(canVary) ?? [], [parameters.data]);
  const first = useMemo(() => asKnown(said.first, varying), [said.first, varying]);
  const second = useMemo(() => asKnown(said.second, varying), [said.second, varying]);
  const registered = useQuery({ ...modelsQuery, enabled: varying.some(({ kind }) => kind === "model") });
  const models = registered.data ?? (registered.isError ? null : undefined);
  const asked = useMemo(() => askedOf(Number(seeds), [first, second], models ?? []), [seeds, first, second, models]);
  const size = sizeOf(asked, shots.length);
  const possible = size > shots.length && size <= MOST;
  const later = useDeferredValue(asked);
  const order = (grid: Asked) => ({ shots, stages: null, variations: null, includeApproved: true, grid });
  const quote = useQuery({ ...quoteQuery(id, order(later)), enabled: possible });
  const place = usePlaceOrder(id, (placed) => {
    cancel();
    void navigate({ to: `/p/${id}/variations/${placed.id}` as "/productions" });
  });
  const vary = (axis: AxisDraft) => write({ first: axis, second: secondBeside(axis, second) });
  const refused = quote.isError || isRefused(quote.data);
  return (
    <Dialog
      title={t("title", { count: shots.length })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            isDisabled={!possible || refused || place.saving || quote.isPending || later !== asked}
            onPress={() => place.run(order(asked))}
            icon={<Grid2x2 size={14} aria-hidden />}
          >
            {t("place", { count: size })}
          </Button>
        </>
      }
    >
      <QueryView query={parameters}>
        {() => (
          <div className="flex flex-col gap-4">
            <DraftNotice draft={draft} base={USUAL} />
            {place.problem && <ProblemNotice error={place.problem} inline />}
            <Select
              label={t("seeds")}
              options={Array.from({ length: MOST_SEEDS }, (_, at) => ({ value: `${at + 1}`, label: `${at + 1}` }))}
              value={seeds}
              onChange={(count) => write({ seeds: count })}
              className="w-32"
            />
            <div className="flex flex-wrap gap-6">
              <AxisFields label={t("first")} parameters={varying} models={models} draft={first} onChange={vary} />
              <AxisFields
                label={t("second")}
                parameters={varying.filter(({ name }) => name !== first.parameter?.name)}
                models={models}
                draft={second}
                onChange={(axis) => write({ second: axis })}
              />
            </div>
            <Sum asked={asked} shots={shots.length} size={size} />
            {possible && <QuoteNote query={quote} />}
            <p className="text-body text-muted">{t("kept")}</p>
          </div>
        )}
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
