/**
 * Replaces WXT's content-script context in the build. WXT's own announces each start to the page, by a DOM event and a
 * window message with the extension's id. A page can end the script by forging that event. This one does nothing; the
 * content scripts here need no context.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- the entry that WXT generates constructs it
export class ContentScriptContext {}
