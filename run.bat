@echo off
rem What "make run" does, on a Windows PC with Python 3.11 or newer.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
set PIP_DISABLE_PIP_VERSION_CHECK=1

set "PYTHON=py -3"
where py >nul 2>nul || set "PYTHON=python"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul || (
    echo Chưa có Python 3.11 trở lên. Cài Python, đánh dấu "Add python.exe to PATH", rồi chạy lại.
    echo Python 3.11 or newer is needed. Install it, tick "Add python.exe to PATH", then try again.
    pause
    exit /b 1
)

if not exist ".venv\Scripts\python.exe" (
    echo Lần đầu chạy: đang chuẩn bị, mất vài phút.
    %PYTHON% -m venv --clear .venv || (
        echo Không tạo được thư mục .venv trong thư mục này. Kiểm tra quyền ghi.
        pause
        exit /b 1
    )
)

rem The pins last installed are kept beside what they installed: equal files, nothing to do.
fc /b requirements.txt .venv\installed.txt >nul 2>nul || (
    if exist "wheels\*.whl" .venv\Scripts\python.exe -m pip install -q --no-index --find-links wheels -r requirements.txt && copy /y requirements.txt .venv\installed.txt >nul
    fc /b requirements.txt .venv\installed.txt >nul 2>nul || .venv\Scripts\python.exe -m pip install -q -r requirements.txt && copy /y requirements.txt .venv\installed.txt >nul
    fc /b requirements.txt .venv\installed.txt >nul 2>nul || (
        echo Không cài được thư viện. Máy không có mạng? Chép thư mục wheels vào đây, xem README.
        echo The packages could not be installed. No network? Copy the folder wheels here, see the README.
        pause
        exit /b 1
    )
)

.venv\Scripts\python.exe -m streamlit run dashboard.py --server.headless false %*
if errorlevel 1 pause
