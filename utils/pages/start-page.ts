/** The start of every page of the extension: messages, `lang`, `dir`, title and the brand's colours. */
import type { Brand } from '../brand/brand.ts';
import { effectiveBrand, followPolicy, managedPolicy } from '../brand/effective-brand.ts';
import type { ManagedPolicy } from '../brand/managed-policy.ts';
import { packageMessages } from '../brand/package-messages.ts';
import { applyTheme } from '../brand/theme.ts';
import { createTranslator, type MessageKey, type Translator } from '../i18n/messages.ts';

/** A page waits this long for the organisation's policy, then starts with the package's brand. */
export const PAGE_POLICY_LIMIT_MS = 50;

export interface PageContext {
  translator: Translator;
  brand: Brand;
  policy: ManagedPolicy;
}

/** Reads language, brand and policy again and applies them to the document, for example after a change of language. */
export async function readPageContext(title: MessageKey | null): Promise<PageContext> {
  const policy = await managedPolicy(PAGE_POLICY_LIMIT_MS);
  const [messages, brand] = await Promise.all([packageMessages(), effectiveBrand()]);
  const translator = createTranslator(messages);
  document.documentElement.lang = translator.language;
  document.documentElement.dir = translator.direction;
  applyTheme(document.documentElement, brand);
  document.title = title === null ? brand.name : `${translator.t(title)} – ${brand.name}`;
  return { translator, brand, policy };
}

/**
 * @param title message key of the page's title; null for the product's name alone
 * @param onChange called with the new context when the policy arrives late or changes
 */
export async function startPage(
  title: MessageKey | null,
  onChange: (context: PageContext) => void = () => undefined,
): Promise<PageContext> {
  let isStarted = false;
  let isOutdated = false;
  followPolicy(() => {
    if (isStarted) void readPageContext(title).then(onChange);
    else isOutdated = true;
  });
  let context = await readPageContext(title);
  if (isOutdated) context = await readPageContext(title);
  isStarted = true;
  return context;
}
