/** Messages about posts: how a page is read, its verdicts, and what the reader decides on a post. */
import * as v from 'valibot';
import type { CheckResult } from '../check/check-text.ts';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';
import type { MessageBundle } from '../i18n/messages.ts';
import { JobPostSchema } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import type { JobWordPatterns } from '../sites/page-words.ts';
import type { FinderKnowledge, SiteAdapter } from '../sites/adapter.ts';
import type { PostDetectorRules } from '../sites/post-detector-rules.ts';
import { MAX_ADDRESS_UNITS } from '../dom/document-address.ts';
import { FROM_BOTH, FROM_CONTENT, FROM_PAGES, message, trusted } from './message-contract.ts';
import { PageSummarySchema } from './page-summary.ts';
import { POST_CHOICES, type PostChoice } from './post-choice.ts';
import { Nonce } from './nonce.ts';
import { PAGE_KNOWLEDGE_FILES } from './page-knowledge.ts';

export const MAX_POSTS_PER_MESSAGE = 50;
/** UTF-16 units of a pasted text. */
const MAX_CHECKED_CHARACTERS = 8_000_000;
/** UTF-16 units; `data:` addresses hold the picture itself. */
const MAX_PICTURE_ADDRESS_UNITS = 20_000_000;

/** The form of the ids that `utils/sites/post-on-page.ts` makes. */
const PostId = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,8}-[a-z0-9]{1,8}$/u));
const PageAddress = v.pipe(v.string(), v.maxLength(MAX_ADDRESS_UNITS));
const WordSample = v.pipe(v.string(), v.maxLength(100_000));

/** A script is in the frame; no answer means that it may not be. */
interface Injected {
  injected: true;
}

export const READING_MESSAGES = {
  /**
   * How posts are recognised at the sender's address, and whether reading is paused there. The address is the one that the
   * browser names. `again`: the same document shows another address. `address`: what the document shows now, without query
   * and fragment; browsers may name the one that it was loaded from. It only decides whether it is a private conversation.
   */
  'site.rules': message(
    FROM_CONTENT,
    v.object({ again: v.boolean(), address: PageAddress }),
    v.custom<PostDetectorRules & { paused: boolean }>(trusted),
  ),
  /** Whether the words of an unknown page (`PageWords`) make it worth injecting the finder. */
  'words.test': message(
    FROM_CONTENT,
    v.object({ declared: v.boolean(), about: WordSample, text: WordSample, whole: v.boolean() }),
    v.custom<{ worth: boolean }>(trusted),
  ),
  /** The word list itself, for a page that keeps changing. */
  'words.get': message(FROM_CONTENT, v.null(), v.custom<JobWordPatterns>(trusted)),
  /** The adapters for the sender's address. `address` as in `site.rules`. */
  'site.get': message(
    FROM_CONTENT,
    v.object({ address: PageAddress }),
    v.custom<{ adapters: SiteAdapter[]; finder: FinderKnowledge; paused: boolean }>(trusted),
  ),
  /** Whether an address is that of a private conversation, which is never read. */
  'conversation.get': message(
    FROM_PAGES,
    v.object({ url: v.pipe(v.string(), v.maxLength(8000)) }),
    v.custom<{ isPrivate: boolean }>(trusted),
  ),
  /**
   * Verdicts for up to 50 posts, in order. `mayDraw`: the overlay is injected into the sender's frame as soon as a text
   * gives a warning. `messages`: its words; null where it was not injected.
   */
  'posts.judge': message(
    FROM_BOTH,
    v.object({
      posts: v.pipe(v.array(JobPostSchema), v.maxLength(MAX_POSTS_PER_MESSAGE)),
      mayDraw: v.exactOptional(v.boolean()),
    }),
    v.custom<{ verdicts: Verdict[]; messages: MessageBundle | null }>(trusted),
  ),
  /** Starts a stopped worker, and loads what verdicts need, before posts are sent. */
  'worker.wake': message(FROM_CONTENT, v.null(), v.null()),
  /** The state of the sender's frame, for badge and title. */
  'page.report': message(FROM_CONTENT, PageSummarySchema, v.null()),
  /** Injects the page controller into the sender's frame. `finder`: together with the general finder. */
  'read.inject': message(FROM_CONTENT, v.object({ finder: v.boolean() }), v.custom<Injected>(trusted)),
  /** Injects the post detector into the sender's frame, because the page changes or the page test cannot decide. */
  'detect.inject': message(FROM_CONTENT, v.null(), v.custom<Injected>(trusted)),
  /** Injects the general finder into the sender's frame; answered when it is there. */
  'find.inject': message(FROM_CONTENT, v.null(), v.custom<Injected>(trusted)),
  /** Injects the overlay into the sender's frame. */
  'warn.inject': message(FROM_CONTENT, v.null(), v.custom<Injected>(trusted)),
  /** Reads a page that no adapter covers, after the reader clicked (`activeTab`). */
  'page.scan': message(FROM_PAGES, v.object({ tabId: v.number() }), v.null()),
  /** The messages of what is drawn in a page, in the reader's language. */
  'messages.get': message(FROM_CONTENT, v.null(), v.custom<MessageBundle>(trusted)),
  /** The reader's choices on posts of the page. */
  'choices.get': message(
    FROM_CONTENT,
    v.object({ ids: v.pipe(v.array(PostId), v.maxLength(200)) }),
    v.custom<{ choices: Record<string, PostChoice> }>(trusted),
  ),
  /** A choice of the reader; null revokes it. */
  'choices.set': message(
    FROM_CONTENT,
    v.object({ id: PostId, choice: v.nullable(v.picklist(POST_CHOICES)) }),
    v.null(),
  ),
  /** The text of a knowledge file that the channel published; null when the bundled file is in use. */
  'knowledge.read': message(
    FROM_PAGES,
    v.object({ name: v.picklist(PAGE_KNOWLEDGE_FILES) }),
    v.custom<{ text: string | null }>(trusted),
  ),
  'help.open': message(FROM_CONTENT, v.null(), v.null()),
  /** Opens the check page with a text that the reader pasted or marked; the text never stands in an address. */
  'check.open': message(
    FROM_PAGES,
    v.object({
      text: v.pipe(v.string(), v.maxLength(MAX_HANDOFF_UNITS)),
      /** The tab that the popup is about. */
      tabId: v.exactOptional(v.number()),
    }),
    v.null(),
  ),
  /** Opens the check page with a picture of the sender's page. `opened` is false where the browser gives it only to the context menu. */
  'picture.open': message(
    FROM_CONTENT,
    v.object({ address: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_PICTURE_ADDRESS_UNITS)) }),
    v.object({ opened: v.boolean() }),
  ),
  /** The pasted text for the check page; it is given out once. `private`: it came from a private window. */
  'check.take': message(
    FROM_PAGES,
    v.object({ nonce: Nonce }),
    v.custom<{ text: string | null; private: boolean }>(trusted),
  ),
  /** Judges a pasted text and keeps nothing of it. `own`: the name under which the reader wrote, or null. */
  'check.text': message(
    FROM_PAGES,
    v.object({
      text: v.pipe(v.string(), v.maxLength(MAX_CHECKED_CHARACTERS)),
      own: v.nullable(v.pipe(v.string(), v.maxLength(200))),
    }),
    v.custom<CheckResult>(trusted),
  ),
};
