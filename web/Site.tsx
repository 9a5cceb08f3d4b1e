/** Frame of every page of the site: navigation and choice of language. */
import type { ComponentChildren, JSX, TargetedMouseEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { TranslatorContext } from '../components/translator.ts';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import { applyTheme } from '../utils/brand/theme.ts';
import { forgetOnLeave } from '../utils/pages/forget-on-leave.ts';
import { LANGUAGES } from '../utils/i18n/languages.ts';
import { createTranslator, type MessageKey, type Translator } from '../utils/i18n/messages.ts';
import { BUILT_LANGUAGES } from './built-languages.ts';
import { followQuickExit } from './quick-exit.ts';
import { loadMessages } from './load-messages.ts';

interface Props {
  translator: Translator;
  /** The page shown. */
  page: 'check' | 'help' | 'dispute';
  /** Called after the reader chose a language: the page may load what it needs in it. */
  onLanguage?: (language: string) => void;
  children: ComponentChildren;
}

const TITLES: Readonly<Record<Props['page'], MessageKey>> = {
  check: 'check.title',
  help: 'help.title',
  dispute: 'report.title.dispute',
};

/** Opens a page of the site in place of this one. So Back after a quick exit shows no page of the site. */
function replacePage(event: TargetedMouseEvent<HTMLAnchorElement>): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.location.replace(event.currentTarget.href);
}

export function Site({ translator: first, page, onLanguage, children }: Props): JSX.Element {
  const [translator, setTranslator] = useState(first);
  useEffect(() => {
    document.documentElement.lang = translator.language;
    document.documentElement.dir = translator.direction;
    applyTheme(document.documentElement, packagedBrand);
    document.title = `${translator.t(TITLES[page])} – ${packagedBrand.name}`;
  }, [translator]);
  useEffect(forgetOnLeave, []);
  useEffect(followQuickExit, []);
  const choose = async (language: string): Promise<void> => {
    const chosen = createTranslator(await loadMessages([language]));
    setTranslator(chosen);
    onLanguage?.(chosen.language);
  };
  const search = translator.language === first.language ? window.location.search : `?lang=${translator.language}`;
  return (
    <TranslatorContext.Provider value={translator}>
      <nav class="site-nav bar wrap">
        <a href={`./${search}`} onClick={replacePage} aria-current={page === 'check' ? 'page' : undefined}>
          {translator.t('check.title')}
        </a>
        <a href={`help.html${search}`} onClick={replacePage} aria-current={page === 'help' ? 'page' : undefined}>
          {translator.t('help.title')}
        </a>
        <a href={`dispute.html${search}`} onClick={replacePage} aria-current={page === 'dispute' ? 'page' : undefined}>
          {translator.t('web.dispute')}
        </a>
        <span class="room" />
        <label class="bar" for="language">
          <span>{translator.t('web.language')}</span>
          <select
            id="language"
            autocomplete="off"
            value={translator.language}
            onChange={(event) => void choose(event.currentTarget.value)}
          >
            {LANGUAGES.filter(({ tag }) => BUILT_LANGUAGES.includes(tag)).map(({ tag, name }) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </nav>
      {children}
    </TranslatorContext.Provider>
  );
}
