/** Which elements of a page lead to a recruiter: links to a chat, a mail or a call, and what looks like "Apply". */
import { CONTACT_HOSTS, unwrap } from '../sites/link-contacts.ts';

export const STEPS = ['chat', 'mail', 'call', 'apply'] as const;
export type Step = (typeof STEPS)[number];

export interface DangerousStep {
  step: Step;
  element: Element;
}

const CONTROL =
  'a,area,button,summary,input[type="submit"],input[type="button"],input[type="image"],[role="button"],[role="link"],[onclick]';
/** What sites call the way to answer a job, in the languages of the lexicon. Only short labels are looked at. */
const APPLY =
  /\b(?:(?:easy |quick |1-click )?apply|postuler|candidatar-?(?:se|me)|candidatura|inscribirme|postular(?:me|se)?|solicitar|aplicar|lamar|mohon|mag-?apply|omba kazi)\b|ứng tuyển|nộp đơn|откликнуться|подать заявку|申请|申請|投递|投遞|应聘|應徵|応募|지원|สมัคร|आवेदन|निवेदन|আবেদন|විණ්ණප්ප|අයදුම්|விண்ணப்பி|درخواست|اپلائی|قدّم|تقديم|تقدّم|አመልክት|ដាក់ពាក្យ|ສະໝັກ|လျှောက်/iu;
const APPLY_MARK = /(?:^|[^a-z])apply(?![a-z]*-?(?:filter|coupon))/iu;
const LONGEST_LABEL = 60;
const CALLS = new Set(['tel', 'sms', 'callto', 'facetime']);
const CHATS = new Set(['tg', 'line', 'whatsapp', 'weixin', 'zalo', 'viber', 'skype', 'signal', 'sgnl', 'fb-messenger']);

/** Where an address leads; null when it leads to nobody. */
export function stepOfAddress(href: string): Step | null {
  const trimmed = href.trim().slice(0, 2000);
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(trimmed)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'mailto') return 'mail';
  if (CALLS.has(scheme)) return 'call';
  if (CHATS.has(scheme)) return 'chat';
  const target = unwrap(trimmed);
  if (target === null) return null;
  return CONTACT_HOSTS.has(target.hostname.toLowerCase().replace(/^www\./u, '')) ? 'chat' : null;
}

/** The step that an event on these elements would take, from the inside out; null when it is none. */
export function stepOf(path: readonly EventTarget[]): DangerousStep | null {
  for (const target of path) {
    const element = target as Element;
    if (element.nodeType !== 1 || !element.matches(CONTROL)) continue;
    const href = element.getAttribute('href') ?? '';
    const step = stepOfAddress(href) ?? stepOfAddress(element.getAttribute('data-href') ?? '');
    if (step !== null) return { step, element };
    if (isApply(element)) return { step: 'apply', element };
  }
  return null;
}

function isApply(element: Element): boolean {
  const label = element.getAttribute('aria-label') ?? element.getAttribute('value') ?? element.textContent ?? '';
  if (label.length <= LONGEST_LABEL && APPLY.test(label)) return true;
  return [element.id, element.getAttribute('class'), element.getAttribute('data-testid')].some(
    (mark) => mark !== null && APPLY_MARK.test(mark),
  );
}
