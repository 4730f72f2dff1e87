/** Changes the size of the letters without leaving the page, so that nothing typed is lost. Without JavaScript the form is sent. */
const form = document.querySelector<HTMLFormElement>('form.text-size');

form?.addEventListener('submit', (event) => {
  const chosen = event.submitter;
  if (!(chosen instanceof HTMLButtonElement)) return;
  event.preventDefault();
  for (const button of form.querySelectorAll('button')) {
    button.ariaPressed = String(button === chosen);
    document.documentElement.classList.toggle(`text-${button.value}`, button === chosen);
  }
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, chosen)) {
    if (typeof value === 'string') fields.append(name, value);
  }
  // Remembered for the next page, also when that one is opened at once. If it fails, only this page has the size.
  void fetch(form.action, {
    method: 'POST',
    body: fields,
    redirect: 'manual',
    keepalive: true,
  }).catch(() => undefined);
});
