/**
 * Stands in for WXT's content-script context in the build. WXT's own tells every page, by a DOM event and a window
 * message with the extension's id, that the script started, and a page that forges that event ends the script. Ours says
 * nothing and listens to nothing; the scripts here do not use a context.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- the entry that WXT generates constructs it
export class ContentScriptContext {}
