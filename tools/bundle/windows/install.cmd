@echo off
rem 未在 Windows 上运行过。The work is done by install.py.
chcp 65001 >nul
py -3.13 "%~dp0install.py" %*
if errorlevel 9009 echo 错误：没有 Python 3.13。请先安装 python.org 的 64 位安装程序（选中 py launcher），再运行本文件。
