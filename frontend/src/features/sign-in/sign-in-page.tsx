/** Signing in with name and password. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { signIn } from "../../shared/api/session";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { t } = useTranslation("sign-in");
  const { next } = route.useSearch();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useSignIn(next ?? "/productions");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ username, password });
  };
  const wrong = attempt.error && asProblem(attempt.error).code === "wrong-password";
  return (
    <main className="flex h-full items-center justify-center p-4">
      <div className="w-[360px]">
        <h1 className="text-display font-semibold tracking-tight">{t("common:product")}</h1>
        <p className="mt-1 mb-6 text-form text-muted">{t("about")}</p>
        <Form onSubmit={submit} className="flex flex-col gap-4 rounded-md border border-line bg-panel p-5">
          <Field
            label={t("username")}
            value={username}
            onChange={setUsername}
            isRequired
            autoComplete="username"
            autoFocus
          />
          <Field
            label={t("password")}
            value={password}
            onChange={setPassword}
            isRequired
            type="password"
            autoComplete="current-password"
            error={wrong ? t("wrong") : null}
            validationBehavior="aria"
          />
          {attempt.error && !wrong && <ProblemNotice error={attempt.error} inline />}
          <Button type="submit" kind="primary" isPending={attempt.isPending}>
            {t("submit")}
          </Button>
        </Form>
      </div>
    </main>
  );
}

function useSignIn(next: string) {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ username, password }: { username: string; password: string }) => signIn(queries, username, password),
    onSuccess: () => router.history.push(next),
  });
}
