/** Recognises controls that contact a recruiter: links to a chat, an e-mail or a call, and "Apply" buttons. */
import * as dom from '../dom/form-safe-dom.ts';
import { addressesOf, CONTACT_HOSTS, unwrapRedirect, wholeAddress } from '../sites/link-contacts.ts';

export const CONTACT_ACTIONS = ['chat', 'mail', 'call', 'apply'] as const;
export type ContactAction = (typeof CONTACT_ACTIONS)[number];

export interface ContactControl {
  action: ContactAction;
  element: Element;
  /** Where it leads; '' where only its words tell that it contacts somebody. */
  address: string;
}

const CONTROL_SELECTOR =
  'a,area,button,summary,input[type="submit"],input[type="button"],input[type="image"],[role="button"],[role="link"],[onclick]';
const SUBMIT_SELECTOR =
  'button:not([type="button" i], [type="reset" i]), input[type="submit" i], input[type="image" i]';
const FIELD_SELECTOR =
  'textarea, select, input:not([type="submit" i], [type="button" i], [type="image" i], [type="reset" i])';
/** Labels of "Apply" buttons in the languages of the lexicon. Only labels up to `MAX_LABEL_UNITS` are tested. */
const APPLY_LABEL =
  /\b(?:(?:easy |quick |1-click )?apply|postuler|candidatar-?(?:se|me)|candidatura|inscribirme|postular(?:me|se)?|solicitar|aplicar|lamar|mohon|mag-?apply|omba kazi)\b|ứng tuyển|nộp đơn|откликнуться|подать заявку|申请|申請|投递|投遞|应聘|應徵|応募|지원|สมัคร|आवेदन|निवेदन|আবেদন|විණ්ණප්ප|අයදුම්|விண்ணப்பி|درخواست|اپلائی|قدّم|تقديم|تقدّم|አመልክት|ដាក់ពាក្យ|ສະໝັກ|လျှောက်/iu;
const APPLY_ATTRIBUTE = /(?:^|[^a-z])apply(?![a-z]*-?(?:filter|coupon))/iu;
const MAX_LABEL_UNITS = 60;
const CALL_SCHEMES = new Set(['tel', 'sms', 'callto', 'facetime']);
const CHAT_SCHEMES = new Set([
  'tg',
  'line',
  'whatsapp',
  'weixin',
  'zalo',
  'viber',
  'skype',
  'signal',
  'sgnl',
  'fb-messenger',
]);

/** The contact action of an address; null when the address contacts nobody. */
export function contactActionOfAddress(href: string): ContactAction | null {
  const trimmed = href.trim().slice(0, 2000);
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(trimmed)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'mailto') return 'mail';
  if (CALL_SCHEMES.has(scheme)) return 'call';
  if (CHAT_SCHEMES.has(scheme)) return 'chat';
  const target = unwrapRedirect(trimmed);
  if (target === null) return null;
  return CONTACT_HOSTS.has(target.hostname.toLowerCase().replace(/^www\./u, '')) ? 'chat' : null;
}

/**
 * The innermost contact control in an event path; null when there is none.
 *
 * @param isSubmit whether the event is that of a form that is sent
 */
export function contactControlOf(path: readonly EventTarget[], isSubmit = false): ContactControl | null {
  const isInField = path[0] !== undefined && isTextField(path[0]);
  for (const target of path) {
    const element = target as Element;
    if (dom.nodeType(element) !== 1 || !dom.matches(element, isSubmit ? 'form' : CONTROL_SELECTOR)) continue;
    for (const address of addressesIn(element)) {
      const action = contactActionOfAddress(address);
      if (action !== null) return { action, element, address };
    }
    // A form inside of an element with such a name: the reader fills it in.
    if (!isSubmit && !isInField && isApplyControl(element)) return { action: 'apply', element, address: '' };
  }
  return null;
}

/** Whether a reader can write into an element. */
export function isTextField(target: EventTarget): boolean {
  const element = target as Element;
  return (
    dom.nodeType(element) === 1 && (dom.matches(element, FIELD_SELECTOR) || (element as HTMLElement).isContentEditable)
  );
}

/** Where a control leads: by its link, its script, or the form that it sends. */
function addressesIn(element: Element): string[] {
  const form = dom.matches(element, 'form') ? element : dom.matches(element, SUBMIT_SELECTOR) ? formOf(element) : null;
  const others = [
    dom.getAttribute(element, 'data-href'),
    dom.getAttribute(element, 'formaction'),
    form === null ? null : dom.getAttribute(form, 'action'),
  ];
  return [...addressesOf(element), ...others.flatMap((other) => (other === null ? [] : wholeAddress(other, element)))];
}

function formOf(button: Element): HTMLFormElement | null {
  return (button as HTMLButtonElement).form;
}

function isApplyControl(element: Element): boolean {
  const label =
    dom.getAttribute(element, 'aria-label') ?? dom.getAttribute(element, 'value') ?? dom.textContent(element);
  if (label.length <= MAX_LABEL_UNITS && APPLY_LABEL.test(label)) return true;
  return [dom.id(element), dom.getAttribute(element, 'class'), dom.getAttribute(element, 'data-testid')].some(
    (mark) => mark !== null && APPLY_ATTRIBUTE.test(mark),
  );
}
