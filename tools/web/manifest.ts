/** The web app manifest: a phone installs the site and offers it as a share target. */

export function manifestOf(name: string): Record<string, unknown> {
  return {
    id: './',
    name,
    short_name: name,
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#f4f6f8',
    theme_color: '#17324d',
    icons: [
      { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    // POST: in a GET address the text would stay in the browser's history.
    share_target: {
      action: 'share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: [{ name: 'pictures', accept: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] }],
      },
    },
  };
}
