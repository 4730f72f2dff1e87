/** Changes the size of the letters without leaving the page, so that nothing typed is lost. Without JavaScript the form is sent. */
const form = document.querySelector<HTMLFormElement>('form.text-size');
const buttons = form?.querySelectorAll('button') ?? [];

for (const chosen of buttons) {
  // Not the form's "submit": where there is something to fill in, the buttons belong to that form.
  chosen.addEventListener('click', (event) => {
    event.preventDefault();
    for (const button of buttons) {
      button.ariaPressed = String(button === chosen);
      document.documentElement.classList.toggle(`text-${button.value}`, button === chosen);
    }
    if (form) remember(form, chosen.value);
  });
}

/** For the next page, also when that one is opened at once. If it fails, only this page has the size. */
function remember(sizes: HTMLFormElement, size: string): void {
  const fields = new URLSearchParams({ size });
  for (const [name, value] of new FormData(sizes)) {
    if (typeof value === 'string') fields.append(name, value);
  }
  void fetch(sizes.action, {
    method: 'POST',
    body: fields,
    redirect: 'manual',
    keepalive: true,
  }).catch(() => undefined);
}
