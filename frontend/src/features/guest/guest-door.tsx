/** The door: a guest gives a name, and the password where the link asks for one. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { askQuery, comeIn } from "./calls";
import { EndedNotice } from "./ended-notice";

const LONGEST = 80;

export function GuestDoor({ link, secret, onIn }: { link: string; secret: string; onIn: () => void }) {
  const { t } = useTranslation("guest");
  const asks = useQuery(askQuery(link, secret));
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => comeIn(link, { secret, name: name.trim(), password }),
    onSuccess: onIn,
  });
  const refused = enter.error ? asProblem(enter.error) : null;
  if (asks.error) return <EndedNotice code={asProblem(asks.error).code} error={asks.error} />;
  if (!asks.data) return <Skeleton />;
  const wrong = refused?.code === "wrong-link-password";
  if (refused && refused.status === 410) return <EndedNotice code={refused.code} error={refused} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) enter.mutate();
  };
  return (
    <main className="flex h-full items-center justify-center p-4">
      <div className="w-[360px] max-w-full">
        <h1 className="text-title font-semibold">{t("title")}</h1>
        <p className="mt-1 mb-4 text-form text-muted">
          {t("door.text")} {asks.data.watermark && t("door.watermark")}
        </p>
        <Form onSubmit={submit} className="flex flex-col gap-4 rounded-md border border-line bg-panel p-5">
          <Field
            label={t("door.name")}
            value={name}
            onChange={setName}
            isRequired
            maxLength={LONGEST}
            autoComplete="name"
            autoFocus
          />
          {asks.data.password && (
            <Field
              label={t("door.password")}
              value={password}
              onChange={setPassword}
              isRequired
              type="password"
              autoComplete="off"
              error={wrong ? t("door.wrong") : null}
              validationBehavior="aria"
            />
          )}
          {refused && !wrong && <ProblemNotice error={refused} inline />}
          <Button type="submit" kind="primary" isPending={enter.isPending}>
            {t("door.go")}
          </Button>
        </Form>
      </div>
    </main>
  );
}
