/** A02 トークン追加 where there are as many tokens as there may be: said before anything is typed. */
import { Notice } from '../parts/notices/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { errorSentence } from '../strings/error-text.ts';
import { useRoutedText } from '../strings/use-routed-text.ts';
import { useText } from '../strings/use-text.ts';

type NoRoomScreenProps = { onBack: () => void; onRemove: () => void };

export function NoRoomScreen({ onBack, onRemove }: NoRoomScreenProps) {
  const { activation, errors } = useText();
  const { menu } = useRoutedText();
  return (
    <Screen
      number="A02"
      title={activation.addTitle}
      onBack={onBack}
      primary={{ label: menu.remove, onPress: onRemove }}
    >
      <Notice kind="caution" error={{ code: 'too-many-tokens' }}>
        <p>{errorSentence(errors['too-many-tokens'], {})}</p>
      </Notice>
    </Screen>
  );
}
