/** The app's own drawing: a PC that shows a number, and the mail that it begins with. Says nothing that the words don't. */
export function WelcomeDrawing() {
  return (
    <svg className="drawing" viewBox="0 0 240 120" aria-hidden="true" focusable="false">
      <rect className="drawing-paper" x="78" y="12" width="124" height="80" rx="8" />
      <path className="drawing-line" d="M64 104h152M126 92v12m28-12v12" />
      <rect className="drawing-tint" x="92" y="30" width="96" height="34" rx="6" />
      <g className="drawing-digits">
        {[100, 113, 126, 146, 159, 172].map((x) => (
          <circle key={x} cx={x + 4} cy="47" r="4.5" />
        ))}
      </g>
      <path className="drawing-line" d="M104 78h72" />
      <g className="drawing-mail">
        <rect className="drawing-paper" x="18" y="48" width="70" height="46" rx="6" />
        <path className="drawing-line" d="M20 53l33 24 33-24" />
      </g>
    </svg>
  );
}
