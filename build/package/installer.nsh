; The links of the institution's mail open the app (shared/brand.ts). For all users or for one, as it is installed.
!macro customInstall
  WriteRegStr SHCTX "Software\Classes\desktop-token" "" "URL:Desktop Token"
  WriteRegStr SHCTX "Software\Classes\desktop-token" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\desktop-token\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\desktop-token"
!macroend
